package composer

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parvis/data"
)

func tomorrow() data.Schedule {
	return data.Schedule{Wall: "2026-11-22T18:30", Zone: "Europe/Paris", Instant: time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC)}
}

// keys names what blocks and what asks for care.
func keys(checks []check, t tone) []string {
	var out []string
	for _, c := range checks {
		if c.tone == t {
			out = append(out, c.key)
		}
	}
	return out
}

func TestChecks(t *testing.T) {
	long := strings.Repeat("a", 301)
	picture := func(n int, alt string) []data.Attachment {
		var out []data.Attachment
		for i := range n {
			out = append(out, data.Attachment{Media: data.Media{Hash: data.MediaHash(rune('a' + i))}, Alt: alt})
		}
		return out
	}
	for name, c := range map[string]struct {
		change            func(*data.Post, []data.Account)
		blocking, caution []string
	}{
		"all is well":     {func(*data.Post, []data.Account) {}, nil, nil},
		"no account":      {func(p *data.Post, _ []data.Account) { p.Variants = nil }, []string{"no_account"}, nil},
		"an account gone": {func(_ *data.Post, a []data.Account) { a[0].State = data.AccountGone }, []string{"gone"}, nil},
		"an archive":      {func(_ *data.Post, a []data.Account) { a[0].State = data.AccountArchive }, []string{"gone"}, nil},
		"empty":           {func(p *data.Post, _ []data.Account) { p.Parts = []string{" \n"} }, []string{"empty"}, nil},
		"only a picture":  {func(p *data.Post, _ []data.Account) { p.Parts, p.Media = []string{""}, picture(1, "x") }, nil, nil},
		"too long":        {func(p *data.Post, _ []data.Account) { p.Parts[0] = long }, []string{"too_long"}, nil},
		"too heavy": {func(p *data.Post, _ []data.Account) {
			p.Parts[0] = strings.Repeat("👩‍👩‍👧‍👦", 150)
			p.Variants = p.Variants[:1]
		}, []string{"too_long"}, nil},
		"a warning counts": {func(p *data.Post, _ []data.Account) {
			p.Parts[0] = strings.Repeat("a", 290)
			p.Variants[1].Options = map[string]string{"spoiler": strings.Repeat("b", 211)}
		}, []string{"too_long"}, nil},
		"a thread": {func(p *data.Post, _ []data.Account) { p.Parts = []string{"un", "deux"} }, []string{"no_thread"}, nil},
		"an empty part": {func(p *data.Post, _ []data.Account) {
			p.Parts, p.Variants = []string{"un", ""}, p.Variants[:1]
		}, []string{"empty_part"}, nil},
		"five pictures":     {func(p *data.Post, _ []data.Account) { p.Media = picture(5, "x") }, []string{"too_many_images", "too_many_images"}, nil},
		"no pictures":       {func(p *data.Post, a []data.Account) { p.Media, a[0].Can.Media.Images = picture(1, "x"), 0 }, []string{"no_images"}, nil},
		"alt missing":       {func(p *data.Post, _ []data.Account) { p.Media = picture(2, " ") }, nil, []string{"no_alt"}},
		"alt too long":      {func(p *data.Post, _ []data.Account) { p.Media = picture(1, strings.Repeat("é", 1501)) }, []string{"alt_too_long", "alt_too_long"}, nil},
		"no title":          {func(p *data.Post, _ []data.Account) { p.Title = "" }, nil, []string{"no_title"}},
		"no date":           {func(p *data.Post, _ []data.Account) { p.When = data.Schedule{} }, []string{"no_date"}, nil},
		"past":              {func(p *data.Post, _ []data.Account) { p.When.Instant = saturday() }, []string{"past"}, nil},
		"to be reconnected": {func(_ *data.Post, a []data.Account) { a[1].State = data.AccountReconnect }, nil, []string{"reconnect"}},
	} {
		t.Run(name, func(t *testing.T) {
			accounts := bakery()
			p := everywhere("Des galettes")
			p.Title, p.When = "Galettes", tomorrow()
			c.change(&p, accounts)
			got := examine(&draft{post: p}, accounts, saturday())
			if blocking := keys(got, blocking); !slices.Equal(blocking, c.blocking) {
				t.Errorf("blocking %q, want %q", blocking, c.blocking)
			}
			if caution := keys(got, caution); !slices.Equal(caution, c.caution) {
				t.Errorf("caution %q, want %q", caution, c.caution)
			}
		})
	}
}

func TestTheHourDoesNotStopPublishingAtOnce(t *testing.T) {
	p := everywhere("Des galettes")
	checks := examine(&draft{post: p}, bakery(), saturday())
	if _, stopped := blocker(checks, true); stopped {
		t.Error("publishing at once is stopped")
	}
	if c, stopped := blocker(checks, false); !stopped || c.mend != mendDate {
		t.Error("scheduling without a date is not stopped")
	}
}

func TestCountersFollowEachNetworksRule(t *testing.T) {
	p := everywhere("🥐 https://maison-lenoir.example/une/tres/longue/adresse/de/page @amie@ailleurs.example")
	p.Variants[1].Options = map[string]string{"spoiler": "dix signes"}
	d, accounts := &draft{post: p}, bakery()
	if got := measure(d, &accounts[1], 0); got.n != 1+1+23+1+5+10 || got.max != 500 || got.over != 0 {
		t.Errorf("Mastodon: %+v", got)
	}
	if got := measure(d, &accounts[0], 0); got.n != len([]rune(p.Parts[0])) || got.max != 300 {
		t.Errorf("Bluesky: %+v", got)
	}
	d.setText(bluesky, 0, strings.Repeat("é", 323))
	if got := measure(d, &accounts[0], 0); got.over != 23 {
		t.Errorf("too long by %+v", got)
	}
	if got := measure(d, &accounts[2], 0); got.max != 0 || got.over != 0 {
		t.Errorf("an article has no limit: %+v", got)
	}
	accounts[0].Can.Text.Beside = 200
	if got := measure(d, &accounts[0], 0); got.max != 300 || got.over != 23 {
		t.Errorf("a text alone: %+v", got)
	}
	d.attach(data.Media{Hash: "a"}, 0)
	if got := measure(d, &accounts[0], 0); got.max != 200 || got.over != 123 {
		t.Errorf("a text beside a picture: %+v", got)
	}
}

func TestWhatACampaignAddsToLinksIsCounted(t *testing.T) {
	p := everywhere("Les bûches\u202f: https://maison-lenoir.example/buches et https://ailleurs.example")
	p.Track = data.Tracking{Campaign: "fetes", Hosts: []string{"maison-lenoir.example"}}
	d, accounts := &draft{post: p}, bakery()
	sent := "Les bûches\u202f: https://maison-lenoir.example/buches?utm_source=bluesky&utm_medium=social&utm_campaign=fetes et https://ailleurs.example"
	if got := measure(d, &accounts[0], 0); got.n != utf8.RuneCountInString(sent) {
		t.Errorf("Bluesky takes %d characters, %d are counted", utf8.RuneCountInString(sent), got.n)
	}
	if got := measure(d, &accounts[1], 0); got.n != len("Les buches : ")+23+len(" et ")+23 {
		t.Errorf("Mastodon, where a link is 23 long: %d", got.n)
	}
	accounts[0].Can.Text = data.TextRule{MaxBytes: 100, Unit: data.Runes}
	if got := measure(d, &accounts[0], 0); got.n != len(sent) || got.over != len(sent)-100 {
		t.Errorf("in bytes %+v, %d are sent", got, len(sent))
	}
	accounts[0].Can.Text = data.TextRule{Max: 100, Unit: data.Runes}
	checks := examine(d, accounts, saturday())
	if i := slices.IndexFunc(checks, func(c check) bool { return c.key == "too_long" }); i < 0 || checks[i].n != utf8.RuneCountInString(sent)-100 {
		t.Errorf("it is too long only as it is sent: %+v", checks)
	}
}

func TestAThreadFitsWithTheMarksOfItsCampaign(t *testing.T) {
	b := newBench(t)
	p := everywhere(strings.Repeat("Une bûche. https://maison-lenoir.example/buches ", 10))
	p.Track = data.Tracking{Campaign: "fetes", Hosts: []string{"maison-lenoir.example"}}
	b.given(p)
	b.splitPart(common, 0)
	parts := b.parts(common)
	for i := range parts {
		if got := measure(&b.draft, &b.accounts[0], i); got.over > 0 {
			t.Errorf("part %d is too long by %d", i+1, got.over)
		}
	}
	if len(parts) < 4 {
		t.Errorf("%q", parts)
	}
}

func TestAPictureOfAPartThatIsNotThereGoesWithTheLast(t *testing.T) {
	p := everywhere("un", "deux")
	d := &draft{post: p}
	d.attach(data.Media{Hash: "a"}, 1)
	d.join(wordpress)
	if got := d.post.MediaFor(wordpress, 0); len(got) != 1 {
		t.Errorf("the article shows %v", got)
	}
	if got := d.post.MediaFor(bluesky, 0); len(got) != 0 {
		t.Errorf("the first part shows %v", got)
	}
	if got := d.post.MediaFor(bluesky, 1); len(got) != 1 {
		t.Errorf("the second part shows %v", got)
	}
}
