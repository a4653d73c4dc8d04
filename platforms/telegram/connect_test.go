package telegram

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parvis/data"
)

func TestRealHosts(t *testing.T) {
	for _, server := range []string{"", "https://api.telegram.org"} {
		if w := newWire(nil, server); w.api != "https://api.telegram.org" || w.web != "https://t.me" {
			t.Errorf("%q: %+v", server, w)
		}
	}
}

func TestChannelAsPeopleWriteIt(t *testing.T) {
	for typed, want := range map[string]string{
		" @maisonlenoir ": "@maisonlenoir", "maisonlenoir": "@maisonlenoir", "https://t.me/maisonlenoir/12": "@maisonlenoir",
		"t.me/maisonlenoir": "@maisonlenoir", "-1001234567890": "-1001234567890", "": "", "Maison Lenoir": "", "@": "",
	} {
		if got := channelName(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// Without a token and a channel the network is not asked at all.
func TestConnectWithoutAsking(t *testing.T) {
	for code, typed := range map[string]map[string]string{
		CodeToken:   {"token": "ma clé", "channel": "@lenoir"},
		CodeChannel: {"token": "1:AAE", "channel": " "},
	} {
		_, err := New(nil).connect(t.Context(), data.Connecting{Answers: typed})
		failsWith(t, err, data.Invalid, code)
	}
}

func TestConnectRefused(t *testing.T) {
	for _, c := range []struct {
		name          string
		lacks         []string
		token, chosen string
		kind          data.Kind
		code          string
	}{
		{"a token of nobody", nil, "1:AAE", "@lenoir", data.Auth, ""},
		{"another's channel", nil, "", "@durand", data.Invalid, CodeChannel},
		{"a group", nil, "", "GROUP", data.Invalid, CodeChannel},
		{"no right to post", []string{"can_post_messages"}, "", "@lenoir", data.Invalid, CodeRights},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := started(t, lenoir(c.lacks...))
			typed := answers(b.server, lenoir())
			if c.token != "" {
				typed["token"] = c.token
			}
			typed["channel"] = strings.Replace(c.chosen, "GROUP", "-1002000000001", 1)
			_, err := b.network.connect(t.Context(), data.Connecting{Answers: typed, Server: b.server.URL()})
			failsWith(t, err, c.kind, c.code)
		})
	}
}

func TestRightsAreToldAndMeant(t *testing.T) {
	for _, c := range []struct {
		lacks  []string
		reads  bool
		acts   []data.Act
		missed []string
	}{
		{nil, true, []data.Act{data.ActDelete, data.ActBlock, data.ActUnblock}, nil},
		{[]string{"can_restrict_members"}, true, []data.Act{data.ActDelete}, []string{data.AbilityModerate}},
		{[]string{"can_delete_messages"}, true, []data.Act{data.ActBlock, data.ActUnblock}, []string{data.AbilityModerate}},
		{[]string{"group"}, false, nil, []string{data.AbilityMessages, data.AbilityReply, data.AbilityModerate}},
		{[]string{"group_member"}, false, nil, []string{data.AbilityMessages, data.AbilityReply, data.AbilityModerate}},
	} {
		b := signedIn(t, lenoir(c.lacks...), nil)
		can := b.account.Can
		if can.Messages != c.reads || can.Reply != c.reads || !slices.Equal(can.Acts, c.acts) || !can.Delete {
			t.Errorf("without %v: %+v", c.lacks, can)
		}
		abilities, err := b.Probe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var missed []string
		for _, a := range abilities {
			if !a.OK {
				missed = append(missed, a.Key)
			}
		}
		if !slices.Equal(missed, c.missed) {
			t.Errorf("without %v: missing %v, want %v", c.lacks, missed, c.missed)
		}
	}
}

// The token stands in the address of every request: whatever goes wrong, no
// failure shows it.
func TestTokenIsNeverShown(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		w.Write([]byte(`{"ok":false,"error_code":400,"description":"Bad Request: no path ` + r.URL.Path + `"}`))
	}))
	defer echo.Close()
	cut := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer cut.Close()
	away := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://portal.example"+r.URL.Path, http.StatusFound)
	}))
	defer away.Close()
	for _, server := range []string{echo.URL, cut.URL, away.URL, "http://127.0.0.1:1", "https://10.0.0.1", "https://no such host"} {
		_, err := sessionAt(t, server).Profile(t.Context())
		f := data.AsFailure("", err)
		if err == nil || strings.Contains(err.Error()+f.Raw, "canary") {
			t.Errorf("%s: %v %s", server, err, f.Raw)
		}
	}
}
