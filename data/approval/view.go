package approval

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/text"
	"parvis/data/words"
)

// view is what the page shows, all of it clean.
type view struct {
	Pack      string // the approval's id
	Brand     string
	Reader    string
	Note      string
	Made      string // RFC 3339, as UntilAt
	UntilAt   string
	UntilSaid string
	Posts     []viewPost

	Desk      string
	Signature string
	Seal      string // the key of answers, hex
	Digest    string

	File string // the name of the answer
	Mail string
	Link template.URL // mailto:
}

type viewPost struct {
	ID       string
	Identity string // id and revision
	Title    string
	When     string // wall time and zone
	WhenSaid string
	Versions []viewVersion
}

type viewVersion struct {
	Account  string
	Accounts string // who shows it
	Common   bool   // other versions differ from it
	Parts    []viewPart
}

type viewPart struct {
	Index    string
	Text     string
	Max      int // what may be typed in its place
	Pictures []viewPicture
	Again    string // pictures that a version above shows
}

type viewPicture struct {
	Name  string // "Image 2"
	Hash  string
	Image string // hex of what is shown; empty: a video without a still
	Film  string // what is said of a video
	URL   template.URL
	Alt   string
}

func (p *Pack) view() (*view, error) {
	posts, err := p.ordered()
	if err != nil {
		return nil, err
	}
	v := &view{
		Pack: id(p.Approval.ID), Brand: oneLine(p.Brand.Name), Reader: oneLine(p.Approval.Reader),
		Note: strings.TrimSpace(clean(p.Approval.Note)), Made: p.Approval.Made.UTC().Format(time.RFC3339Nano),
		Mail: p.Mail,
	}
	if !p.Approval.Until.IsZero() {
		v.UntilAt = p.Approval.Until.UTC().Format(time.RFC3339Nano)
		v.UntilSaid = moment(p.Book, p.Approval.Until, p.Brand.Zone)
	}
	for i := range posts {
		post, err := p.viewPost(&posts[i])
		if err != nil {
			return nil, err
		}
		v.Posts = append(v.Posts, post)
	}
	v.File = strings.Trim(text.Slug(v.Brand)+"-"+v.Pack, "-") + Extension
	v.Link = p.link(v)
	return v, nil
}

func (p *Pack) viewPost(post *data.Post) (viewPost, error) {
	out := viewPost{ID: id(post.ID), Identity: fmt.Sprintf("%d %d", post.ID, post.Revision), Title: oneLine(post.Title)}
	if !post.When.Zero() {
		when, _, err := calendar.Resolve(post.When.Wall, post.When.Zone)
		if err != nil {
			return viewPost{}, fmt.Errorf("approval: make: post %d: %w", post.ID, err)
		}
		out.When = post.When.Wall + " " + post.When.Zone
		out.WhenSaid = moment(p.Book, when.Instant, post.When.Zone)
	} else {
		out.WhenSaid = p.Book.T("approval.page.no_date")
	}
	pictures, err := p.viewPictures(post)
	if err != nil {
		return viewPost{}, err
	}
	for _, account := range versions(post) {
		names, err := p.names(post, account)
		if err != nil {
			return viewPost{}, err
		}
		version := viewVersion{
			Account: id(account), Accounts: names, Common: account == 0,
			Parts: p.parts(post, account, pictures, len(out.Versions) == 0),
		}
		out.Versions = append(out.Versions, version)
	}
	return out, nil
}

// versions are the texts that a post has: 0 for the common one when anything
// shows it, and the accounts that have their own.
func versions(post *data.Post) []data.AccountID {
	var own []data.AccountID
	common := len(post.Variants) == 0
	for _, v := range post.Variants {
		if len(v.Parts) > 0 {
			own = append(own, v.Account)
		} else {
			common = true
		}
	}
	if common {
		return slices.Insert(own, 0, 0)
	}
	return own
}

// names are the accounts that show a version: "Mastodon · @maisonlenoir".
func (p *Pack) names(post *data.Post, version data.AccountID) (string, error) {
	var names []string
	for _, v := range post.Variants {
		if version != 0 && v.Account != version || version == 0 && len(v.Parts) > 0 {
			continue
		}
		i := slices.IndexFunc(p.Accounts, func(a data.Account) bool { return a.ID == v.Account })
		if i < 0 {
			return "", fmt.Errorf("approval: make: account %d: %w", v.Account, data.ErrNoSuch)
		}
		a := p.Accounts[i]
		names = append(names, p.Book.T("common.pair", "A", p.Book.T("network."+string(a.Network)), "B", oneLine(a.Handle)))
	}
	if len(names) == 0 {
		return p.Book.T("approval.page.no_account"), nil
	}
	return strings.Join(names, ", "), nil
}

// parts are the parts of a version. Only the first version shows the pictures
// themselves: the file would grow with each.
func (p *Pack) parts(post *data.Post, account data.AccountID, pictures []viewPicture, first bool) []viewPart {
	var out []viewPart
	texts := post.PartsFor(account)
	for i, words := range texts {
		part := viewPart{Index: strconv.Itoa(i), Text: clean(words)}
		part.Max = longest(part.Text)
		var again []string
		for n, m := range post.Media {
			switch {
			case min(m.Part, len(texts)-1) != i:
			case first:
				part.Pictures = append(part.Pictures, pictures[n])
			default:
				again = append(again, pictures[n].Name)
			}
		}
		part.Again = strings.Join(again, ", ")
		out = append(out, part)
	}
	return out
}

func (p *Pack) viewPictures(post *data.Post) ([]viewPicture, error) {
	var out []viewPicture
	for n, m := range post.Media {
		b, err := p.picture(m)
		if err != nil {
			return nil, err
		}
		shown := viewPicture{
			Name: p.Book.T("approval.page.picture", "N", n+1), Hash: string(m.Hash), Alt: strings.TrimSpace(clean(m.Alt)),
		}
		if m.Video() {
			shown.Name = p.Book.T("approval.page.video", "N", n+1)
			shown.Film = oneLine(m.Name)
			if m.Length > 0 {
				shown.Film = p.Book.T("common.pair", "A", shown.Film, "B", p.Book.Length(m.Length))
			}
		}
		if b != nil {
			sum := sha256.Sum256(b)
			shown.Image = hex.EncodeToString(sum[:])
			shown.URL = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(b))
		}
		out = append(out, shown)
	}
	return out, nil
}

// link opens the reader's mail program.
func (p *Pack) link(v *view) template.URL {
	if p.Mail == "" {
		return ""
	}
	subject := p.Book.T("approval.mail.subject", "Brand", v.Brand)
	lines := p.Book.T("approval.mail.body", "File", v.File)
	return template.URL("mailto:" + url.PathEscape(p.Mail) + "?subject=" + url.PathEscape(subject) + "&body=" + url.PathEscape(lines))
}

// moment writes "jeudi 26 novembre 2026, 18:30 (Europe/Paris, UTC+1)".
func moment(b *words.Book, t time.Time, zone string) string {
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	return b.T("approval.page.moment", "Day", b.LongDate(t), "Time", b.Clock(t), "Zone", t.Location().String(), "Offset", offset(t))
}

// offset writes "UTC+1", "UTC−3:30", "UTC".
func offset(t time.Time) string {
	_, seconds := t.Zone()
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	switch {
	case minutes == 0:
		return "UTC"
	case minutes%60 == 0:
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// fields lists what the page shows, in the order in which it shows it.
func (v *view) fields() []field {
	all := []field{
		{kindPack, v.Pack},
		{kindMade, v.Made},
		{kindUntil, v.UntilAt},
		{kindBrand, v.Brand},
		{kindReader, v.Reader},
		{kindNote, v.Note},
	}
	for _, post := range v.Posts {
		all = append(all, field{kindPost, post.Identity}, field{kindTitle, post.Title},
			field{kindWhen, post.When}, field{kindWhenSaid, post.WhenSaid})
		for _, version := range post.Versions {
			all = append(all, field{kindVersion, version.Account}, field{kindAccounts, version.Accounts})
			for _, part := range version.Parts {
				all = append(all, part.fields()...)
			}
		}
	}
	return all
}

func (p *viewPart) fields() []field {
	all := []field{{kindPart, p.Index}, {kindText, p.Text}}
	for _, m := range p.Pictures {
		all = append(all, field{kindMedia, m.Hash})
		if m.Image != "" {
			all = append(all, field{kindImage, m.Image})
		}
		all = append(all, field{kindAlt, m.Alt})
	}
	if p.Again != "" {
		all = append(all, field{kindAgain, p.Again})
	}
	return all
}

func id[N ~int64](n N) string { return strconv.FormatInt(int64(n), 10) }
