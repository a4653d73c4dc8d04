package settings

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

func bluesky() data.NetworkRow {
	return data.NetworkRow{Name: "bluesky", Title: "Bluesky", Ways: []data.Way{{Key: "password", Fields: []data.Field{
		{Key: "identifier"}, {Key: "password", Secret: true}, {Key: "server", Optional: true},
	}}}}
}

func filled() (*connecting, int, map[string]string) {
	c := &connecting{}
	c.choose()
	c.pick(bluesky(), data.Account{}, memory{})
	attempt, answers, _ := c.submit(map[string]string{"identifier": " maison.example\n", "password": "abcd-efgh", "server": ""})
	return c, attempt, answers
}

func TestSubmitTrimsAndKeepsNoSecret(t *testing.T) {
	c, attempt, answers := filled()
	if c.stage != working || attempt == 0 {
		t.Fatalf("stage %d, attempt %d: the attempt has not begun", c.stage, attempt)
	}
	want := map[string]string{"identifier": "maison.example", "password": "abcd-efgh", "server": ""}
	if d := cmp.Diff(want, answers); d != "" {
		t.Error("answers:", d)
	}
	c.typing("password", "secret")
	for key, text := range c.typed {
		if strings.Contains(text, "abcd") || strings.Contains(text, "secret") {
			t.Errorf("the model keeps %s = %q", key, text)
		}
	}
}

func TestEmptyFieldsAreNamed(t *testing.T) {
	c := &connecting{}
	c.pick(bluesky(), data.Account{}, memory{})
	if _, _, ok := c.submit(map[string]string{"identifier": "  ", "password": ""}); ok {
		t.Fatal("an attempt began without answers")
	}
	if want := []string{"identifier", "password"}; !slices.Equal(c.missing, want) {
		t.Errorf("missing %v, want %v: what is optional may stay empty", c.missing, want)
	}
	c.typing("identifier", "m")
	if want := []string{"password"}; !slices.Equal(c.missing, want) {
		t.Errorf("missing %v after typing, want %v", c.missing, want)
	}
}

func TestSecondSubmitWaitsForTheFirst(t *testing.T) {
	c, _, answers := filled()
	if _, _, ok := c.submit(answers); ok {
		t.Error("two attempts at once")
	}
}

func TestFailureKeepsWhatWasTyped(t *testing.T) {
	c, attempt, _ := filled()
	refused := &data.Failure{Kind: data.Auth, Op: "test"}
	if !c.fail(attempt, refused) {
		t.Fatal("the failure was not taken")
	}
	if c.stage != filling || !errors.Is(c.err, refused) || c.typed["identifier"] != "maison.example" {
		t.Errorf("after a failure: %+v", c)
	}
}

func TestSecretIsTypedAnewOnlyAfterItWasSeen(t *testing.T) {
	for kind, spent := range map[data.Kind]bool{data.Auth: true, data.Invalid: true, data.Transient: false, data.RateLimited: false} {
		c, attempt, _ := filled()
		c.fail(attempt, &data.Failure{Kind: kind})
		if c.spent() != spent {
			t.Errorf("%s: spent %v, want %v", kind, c.spent(), spent)
		}
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	gone := map[string]func(*connecting){
		"stopped":  (*connecting).stop,
		"closed":   (*connecting).close,
		"chosen":   (*connecting).choose,
		"switched": func(c *connecting) { c.pick(bluesky(), data.Account{}, memory{}) },
		"again": func(c *connecting) {
			c.stop()
			c.submit(map[string]string{"identifier": "b", "password": "c"})
		},
	}
	for name, leave := range gone {
		c, attempt, _ := filled()
		leave(c)
		before := *c
		if c.fail(attempt, errors.New("late")) || c.succeed(attempt, []data.Account{{ID: 1}}) || c.opened(attempt, "https://a.example") || c.ask(attempt) || c.offer(attempt, nil) {
			t.Errorf("%s: a late answer was taken", name)
		}
		if d := cmp.Diff(before, *c, cmp.AllowUnexported(connecting{})); d != "" {
			t.Errorf("%s: a late answer changed %s", name, d)
		}
	}
}

func TestBrowserPageIsKeptWhileWaiting(t *testing.T) {
	c, attempt, _ := filled()
	if !c.opened(attempt, "https://reseau.example/oauth") || c.page == "" {
		t.Fatal("the page is not kept, so it cannot be opened again")
	}
	c.stop()
	if c.page != "" || c.stage != filling {
		t.Errorf("after stopping: page %q, stage %d", c.page, c.stage)
	}
}

func TestReconnectingFillsInWhatIsKnown(t *testing.T) {
	c := &connecting{}
	c.pick(bluesky(), data.Account{ID: 4, Server: "https://pds.example", Handle: "@maison.example"}, memory{})
	want := map[string]string{"identifier": "maison.example", "server": "https://pds.example"}
	if d := cmp.Diff(want, c.typed); d != "" {
		t.Error(d)
	}
	if c.again != 4 {
		t.Errorf("reconnects account %d, want 4", c.again)
	}
}

func TestOptionalFieldsComeLast(t *testing.T) {
	c := &connecting{}
	c.pick(data.NetworkRow{Ways: []data.Way{{Fields: []data.Field{{Key: "server", Optional: true}, {Key: "identifier"}, {Key: "password"}}}}}, data.Account{}, memory{})
	var keys []string
	for _, f := range c.fields() {
		keys = append(keys, f.Key)
	}
	if want := []string{"identifier", "password", "server"}; !slices.Equal(keys, want) {
		t.Errorf("%v, want %v", keys, want)
	}
}

func TestTheMostParticularReasonComesFirst(t *testing.T) {
	c, attempt, _ := filled()
	if got := c.reasons(); got != nil {
		t.Errorf("without a failure: %v", got)
	}
	c.fail(attempt, &data.Failure{Kind: data.Auth, Code: "second_factor"})
	want := []string{"connect.bluesky.second_factor", "connect.failure.second_factor", "failure.second_factor", "connect.bluesky.auth"}
	if got := c.reasons(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	c.err = errors.New("nobody classified it")
	if got := c.reasons(); !slices.Equal(got, []string{"connect.bluesky.ambiguous"}) {
		t.Errorf("unclassified: %v", got)
	}
}
