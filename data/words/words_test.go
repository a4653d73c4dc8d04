package words_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"parvis/data"
	"parvis/data/words"
)

func books(t *testing.T) (fr, en *words.Book) {
	t.Helper()
	c, err := words.Load(catalogues())
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %q", lang, key) }
	return c.In("fr"), c.In("en")
}

func small(fr, en string) fstest.MapFS {
	return fstest.MapFS{
		"words/x.fr.json": {Data: []byte(fr)},
		"words/x.en.json": {Data: []byte(en)},
	}
}

func TestLoadRefusesBrokenCatalogues(t *testing.T) {
	good := `{"a":"A"}`
	tests := map[string]fstest.MapFS{
		"none":             {},
		"one language":     {"words/x.fr.json": {Data: []byte(good)}},
		"not JSON":         small(good, `{"a":`),
		"no language":      {"words/x.json": {Data: []byte(good)}},
		"a key twice":      {"words/x.fr.json": {Data: []byte(good)}, "words/y.fr.json": {Data: []byte(good)}, "words/x.en.json": {Data: []byte(good)}},
		"a number as text": small(good, `{"a":3}`),
	}
	for name, fsys := range tests {
		if _, err := words.Load(fsys); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSystemLanguages(t *testing.T) {
	c, err := words.Load(small(`{"a":"A"}`, `{"a":"A"}`))
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[string]string{"fr": "fr", "fr-CA": "fr", "fr_FR.UTF-8": "fr", "FR": "fr", "en": "en", "de": "en", "": "en", "fry": "en"} {
		if got := c.In(tag).Lang(); got != want {
			t.Errorf("In(%q) speaks %q, want %q", tag, got, want)
		}
	}
}

func TestHolesShowAndAreReported(t *testing.T) {
	c, err := words.Load(small(`{"a":"A {{.X}}","only":"B"}`, `{"a":"A {{.X}}"}`))
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	c.OnMissing = func(lang, key string) { heard = append(heard, lang+" "+key) }
	en := c.In("en")
	for _, got := range []string{en.T("nowhere"), en.T("only"), en.T("a"), en.T("a", "X"), en.T("a", 1, 2), en.N("nowhere", 3)} {
		if !strings.HasPrefix(got, "⟦") {
			t.Errorf("a hole came out as %q", got)
		}
	}
	if want := []string{"en nowhere", "en only", "en a", "en a", "en a", "en nowhere"}; !slices.Equal(heard, want) {
		t.Errorf("heard of %q, want %q", heard, want)
	}
	if got := en.T("a", "X", 8412); got != "A 8,412" {
		t.Errorf("got %q", got)
	}
}

func TestPlurals(t *testing.T) {
	fr, en := books(t)
	for n, want := range map[int]string{
		0: "0 publication", 1: "1 publication", 2: "2 publications",
		1000: "1\u202f000 publications", 1_000_000: "1\u202f000\u202f000 de publications",
	} {
		if got := fr.N("report.posts", n); got != want {
			t.Errorf("fr %d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 posts", 1: "1 post", 2: "2 posts", 1_000_000: "1,000,000 posts"} {
		if got := en.N("report.posts", n); got != want {
			t.Errorf("en %d: %q, want %q", n, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	fr, en := books(t)
	tests := []struct{ got, want string }{
		{fr.Number(8412), "8\u202f412"},
		{en.Number(8412), "8,412"},
		{fr.Number(-1234567), "−1\u202f234\u202f567"},
		{fr.Number(0), "0"},
		{fr.Number(999), "999"},
		{fr.Number(math.MinInt64), "−9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808"},
		{fr.Decimal(4.85, 1), "4,8"}, // 4.85 lies below the middle in binary
		{en.Decimal(12345.678, 2), "12,345.68"},
		{en.Decimal(-0.04, 1), "0.0"},
		{en.Decimal(5, -1), "5"},
		{fr.Decimal(math.NaN(), 1), "–"},
		{fr.Decimal(math.Inf(1), 1), "–"},
		{fr.Percent(0.048, 1), "4,8\u202f%"},
		{en.Percent(0.048, 1), "4.8%"},
		{fr.Percent(math.NaN(), 1), "–"},
		{fr.Signed(12, 0), "+12"},
		{fr.Signed(-4, 0), "−4"},
		{fr.Signed(0, 1), "0,0"},
		{fr.Signed(math.NaN(), 1), "–"},
		{fr.SignedPercent(0.021, 1), "+2,1\u202f%"},
		{en.SignedPercent(-0.021, 1), "−2.1%"},
		{fr.Points(0.006, 1), "+0,6 pt"},
	}
	for i, test := range tests {
		if test.got != test.want {
			t.Errorf("case %d: %q, want %q", i, test.got, test.want)
		}
	}
}

func TestDates(t *testing.T) {
	fr, en := books(t)
	at := time.Date(2026, 11, 26, 18, 5, 0, 0, time.UTC)
	first := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	tests := []struct{ got, want string }{
		{fr.MonthTitle(at), "Novembre 2026"},
		{en.MonthTitle(at), "November 2026"},
		{fr.MonthTitle(day(2026, 8, 1)), "Août 2026"},
		{fr.DayTitle(at), "Jeudi 26 novembre"},
		{fr.DayTitle(first), "Dimanche 1er novembre"},
		{en.DayTitle(first), "Sunday 1 November"},
		{fr.LongDate(at), "jeudi 26 novembre 2026"},
		{fr.ShortDate(at), "jeu. 26 nov."},
		{en.ShortDate(at), "Thu 26 Nov"},
		{fr.DayMonth(at), "26 nov."},
		{fr.ShortDateTime(at), "jeu. 26 nov. · 18:05"},
		{fr.Clock(at), "18:05"},
		{en.Clock(at), "18:05"},
		{fr.Week(at), "S48"},
		{en.Week(at), "W48"},
		{fr.WeekRange(day(2026, 11, 23)), "23 – 29 nov. 2026"},
		{fr.WeekRange(day(2026, 11, 30)), "30 nov. – 6 déc. 2026"},
		{fr.WeekRange(day(2026, 12, 28)), "28 déc. 2026 – 3 janv. 2027"},
		{fr.DateRange(day(2026, 10, 23), day(2026, 11, 21)), "23 oct. – 21 nov. 2026"},
		{fr.DateRange(at, at), "26 nov. 2026"},
	}
	for i, test := range tests {
		if test.got != test.want {
			t.Errorf("case %d: %q, want %q", i, test.got, test.want)
		}
	}
	if got := fr.Weekdays(); !slices.Equal(got, []string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."}) {
		t.Errorf("the week is %q", got)
	}
}

func TestLengthsOfTime(t *testing.T) {
	fr, en := books(t)
	tests := []struct{ got, want string }{
		{fr.Ago(-time.Hour), "à l’instant"},
		{fr.Ago(59 * time.Second), "à l’instant"},
		{fr.Ago(5 * time.Minute), "il y a 5 min"},
		{en.Ago(2 * time.Hour), "2 h ago"},
		{fr.Ago(25 * time.Hour), "il y a 1 jour"},
		{en.Ago(72 * time.Hour), "3 days ago"},
		{fr.Span(3 * time.Second), "1 min"},
		{fr.Span(12 * time.Minute), "12 min"},
		{fr.Span(-12 * time.Minute), "12 min"},
		{fr.Span(59*time.Minute + 50*time.Second), "1 h"},
		{fr.Span(65 * time.Minute), "1 h 05"},
		{fr.Span(3 * 24 * time.Hour), "3 j"},
		{en.Span(3 * 24 * time.Hour), "3 d"},
		{fr.Length(42*time.Second + 900*time.Millisecond), "0:42"},
		{en.Length(62*time.Minute + 5*time.Second), "1:02:05"},
		{fr.Length(-time.Second), "0:00"},
	}
	for i, test := range tests {
		if test.got != test.want {
			t.Errorf("case %d: %q, want %q", i, test.got, test.want)
		}
	}
}

func TestEveryKindAndCodeHasWords(t *testing.T) {
	fr, en := books(t)
	kinds := []data.Kind{data.Auth, data.RateLimited, data.Invalid, data.NotFound, data.Transient, data.Unsupported, data.Ambiguous}
	codes := []string{
		"", "a code of one network only", data.CodeOffline, data.CodeCaptive, data.CodeTLS, data.CodeTooLarge,
		data.CodeAnswer, data.CodePanic, data.CodeMedia, data.CodeKeychain,
	}
	for _, b := range []*words.Book{fr, en} {
		for _, kind := range kinds {
			for _, code := range codes {
				three(t, b)(b.Failure(&data.Failure{Kind: kind, Code: code}, "Bluesky"))
			}
		}
		for _, err := range []error{data.ErrNoSecret, data.ErrKeychainLocked, data.ErrKeychainAbsent, data.ErrKeychainSlow, errors.New("dbus")} {
			three(t, b)(b.Keychain(err))
		}
	}
}

func TestACodeIsWordedBeforeItsKind(t *testing.T) {
	fr, _ := books(t)
	what, _, _ := fr.Failure(&data.Failure{Kind: data.Transient, Code: data.CodeOffline}, "Bluesky")
	if what != "Cet ordinateur n’atteint pas Bluesky." {
		t.Errorf("got %q", what)
	}
	other, _, _ := fr.Failure(&data.Failure{Kind: data.Transient, Code: "not worded"}, "Bluesky")
	kind, _, _ := fr.Failure(&data.Failure{Kind: data.Transient}, "Bluesky")
	if other != kind {
		t.Errorf("an unknown code says %q, its kind %q", other, kind)
	}
}

func TestErrorsOfEveryOrigin(t *testing.T) {
	fr, _ := books(t)
	wrapped := errors.Join(errors.New("below"), &data.Failure{Kind: data.Auth})
	what, _, _ := fr.Error(wrapped, "Mastodon")
	if what != "Mastodon demande de vous reconnecter." {
		t.Errorf("a wrapped failure says %q", what)
	}
	for _, err := range []error{context.Canceled, context.DeadlineExceeded, errors.New("who knows")} {
		three(t, fr)(fr.Error(err, "Mastodon"))
	}
}

func TestEveryStateHasWords(t *testing.T) {
	fr, en := books(t)
	reasons := map[data.State][]string{
		data.Draft: {""}, data.Preparing: {""}, data.Committing: {""}, data.Verifying: {""}, data.Sent: {""},
		data.Handed: {""}, data.Cancelled: {""}, data.Unknown: {""},
		data.Scheduled: {"", data.WaitConnection, data.WaitRate, data.WaitPace, data.WaitRetry},
		data.Blocked:   {"", data.BlockSignIn, data.BlockKeychain, data.BlockMedia, data.BlockHost, data.BlockBudget},
		data.Held:      {"", data.HoldCrisis, data.HoldApproval, data.HoldRestore, data.HoldTap},
		data.Missed:    {"", data.MissedLate, data.MissedBurst},
		data.Refused:   {"", data.CodeTooLarge, "a code of one network only"},
	}
	for _, b := range []*words.Book{fr, en} {
		for state, all := range reasons {
			for _, reason := range all {
				if b.State(state, reason) == "" {
					t.Errorf("%s: no word for %s %s", b.Lang(), state, reason)
				}
				what, why, todo := b.Trouble(state, reason, "Bluesky")
				if !state.NeedsPerson() {
					if what+why+todo != "" {
						t.Errorf("%s: %s needs nobody but says %q", b.Lang(), state, what)
					}
					continue
				}
				three(t, b)(what, why, todo)
			}
		}
		for _, badge := range []data.Badge{data.BadgeNetwork, data.BadgeComputer, data.BadgePerson} {
			if b.Badge(badge) == "" {
				t.Errorf("no words for badge %s", badge)
			}
		}
	}
	if fr.State(data.Held, data.HoldTap) == fr.State(data.Held, "") || fr.State(data.Handed, data.BackTap) == fr.State(data.Handed, "") {
		t.Error("what a person is to publish reads as what waits")
	}
	if fr.State(data.Scheduled, "") == fr.State(data.Scheduled, data.WaitConnection) {
		t.Error("waiting for a connection reads as scheduled")
	}
}

func TestWhatTheNetworkHoldsOtherwiseIsExplained(t *testing.T) {
	fr, en := books(t)
	for _, b := range []*words.Book{fr, en} {
		for _, reason := range []string{data.BackTap, data.BackReplace, data.BackDraft, data.BackCancel, data.HoldEdited} {
			three(t, b)(b.Trouble(data.Handed, reason, "Facebook"))
		}
	}
	former := data.Entry{State: data.Handed, Reason: data.BackReplace, Stale: true}
	if got := fr.Standing(former); got != "Ancienne version" {
		t.Errorf("what the network holds otherwise reads %q", got)
	}
	if got := fr.Standing(data.Entry{State: data.Scheduled, Stale: true}); got != fr.T("state.stale") {
		t.Errorf("what was changed here reads %q", got)
	}
	if got := fr.Standing(data.Entry{State: data.Sent}); got != fr.State(data.Sent, "") {
		t.Errorf("what is online reads %q", got)
	}
}

// three checks that all three sentences are there; a missing key is heard of
// through the catalogue's hook.
func three(t *testing.T, b *words.Book) func(what, why, todo string) {
	return func(what, why, todo string) {
		t.Helper()
		for _, s := range []string{what, why, todo} {
			if !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q is not a sentence", b.Lang(), s)
			}
		}
	}
}
