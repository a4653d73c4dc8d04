package settings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func newPhotoScene(t *testing.T, d *desk) *scene {
	t.Helper()
	s := newScene(t, d)
	s.screen.show(photosSection)
	s.until(func() bool { return s.screen.watching.known })
	return s
}

func TestAFolderOfPhotosIsChosen(t *testing.T) {
	d := sample()
	s := newPhotoScene(t, d)
	if said := s.Said(); !strings.Contains(said, "Aucun dossier choisi") || strings.Contains(said, "Surveiller ce dossier") {
		t.Errorf("without a folder it says:\n%s", said)
	}
	s.shell.chosen = "/home/lea/Photos"
	s.Press("Choisir un dossier")
	s.until(func() bool { return d.folder.Path == "/home/lea/Photos" && s.screen.watching.folder.On })
	if said := s.Said(); !strings.Contains(said, "Photos\n") || !strings.Contains(said, "Les nouvelles photos apparaîtront ici") {
		t.Errorf("with a folder it says:\n%s", said)
	}
	s.Press("Regarder maintenant")
	if d.looks != 1 {
		t.Error("nobody looks")
	}
	s.Press("Surveiller ce dossier")
	s.until(func() bool { return !d.folder.On && strings.Contains(s.Said(), "En pause") })
}

func TestAFolderThatCannotBeReadIsSaidAndNotTaken(t *testing.T) {
	d := sample()
	d.folder = data.WatchFolder{Path: "/photos", On: true}
	s := newPhotoScene(t, d)
	d.noFolder = data.WatchDenied
	s.shell.chosen = "/root"
	s.Press("Changer de dossier")
	s.until(func() bool { return strings.Contains(s.Said(), "n’a pas le droit") })
	if d.folder.Path != "/photos" {
		t.Errorf("it is %q", d.folder.Path)
	}
}

func TestWhatCameIsSaidAndTakenBack(t *testing.T) {
	d := sample()
	d.folder = data.WatchFolder{Path: "/photos", On: true, There: 12, Last: data.Haul{
		At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Day: "2026-11-21", Photos: 7, Drafts: 3, Undated: 1, Places: 2, Left: 1, Plan: 5,
	}}
	s := newPhotoScene(t, d)
	said := s.Said()
	for _, want := range []string{
		"7 photos du sam. 21 nov. sont devenues 3 brouillons.", "Aucun créneau libre pour 1 brouillon", "2 disent où elles ont été prises",
		"1 fichier ne peut pas être utilisé.", "Dernière arrivée le sam. 21 nov. · 10:00",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in:\n%s", want, said)
		}
	}
	s.Press("Retirer les brouillons")
	s.until(func() bool { return s.screen.watching.folder.Last.Plan == 0 })
	if !strings.HasPrefix(s.shell.toasts[0], "3 brouillons sont retirés") || strings.Contains(s.Said(), "Retirer les brouillons") {
		t.Errorf("it says %q", s.shell.toasts)
	}
}

func TestTroubleWithTheFolderIsSaid(t *testing.T) {
	d := sample()
	d.folder = data.WatchFolder{Path: "/photos", On: true, Trouble: data.WatchGone}
	s := newPhotoScene(t, d)
	if said := s.Said(); !strings.Contains(said, "n’est plus là") {
		t.Errorf("it says:\n%s", said)
	}
}

func TestDraftsAreForTheAccountsThatAreChosen(t *testing.T) {
	d := sample()
	d.folder = data.WatchFolder{Path: "/photos", On: true}
	s := newPhotoScene(t, d)
	s.until(func() bool { return s.screen.m.known })
	items := s.screen.photoChoices()
	items[len(items)-1].Run()
	s.until(func() bool { return len(d.folder.Accounts) == 1 })
	one := d.folder.Accounts[0]
	s.until(func() bool { return slices.Equal(s.screen.watching.folder.Accounts, []data.AccountID{one}) })
	items = s.screen.photoChoices()
	if !items[len(items)-1].Checked || items[0].Checked {
		t.Errorf("%+v", items)
	}
	items[len(items)-1].Run()
	s.until(func() bool { return len(d.folder.Accounts) == 0 })
}
