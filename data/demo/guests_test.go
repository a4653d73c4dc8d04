package demo_test

import (
	"log/slog"
	"testing"

	"parvis/data"
	"parvis/data/demo"
	"parvis/platforms"
	"parvis/platforms/httpx"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
)

// Whoever plays with the demonstration can connect every network by its usual
// way, with what stands in the fields, and by every other way that needs no
// console.
func TestEveryNetworkCanBeConnected(t *testing.T) {
	clock := demo.Clock(steady{})
	client := httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close)
	networks := platforms.All(client, func() oauth.Page { return oauth.Page{} })
	w, err := demo.Open(t.Context(), demo.Params{
		Dir: t.TempDir(), Clock: clock, Log: slog.New(slog.DiscardHandler), Networks: networks,
		Secrets: oauth.NewKeeper(keychain.Memory(), t.TempDir()),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, n := range networks {
		if n.Name() == "byhand" {
			continue // a place is whatever the person says
		}
		t.Run(string(n.Name()), func(t *testing.T) {
			way := n.Ways()[0]
			given := w.Given(n.Name(), way.Key)
			for _, f := range way.Fields {
				if !f.Optional && given[f.Key] == "" && len(f.Choices) == 0 {
					t.Errorf("nothing stands in the field %q", f.Key)
				}
			}
			all, err := n.Connect(t.Context(), data.Connecting{Way: way.Key, Answers: given, Open: w.Agree, Server: w.Server(n.Name())})
			if err != nil {
				t.Fatal(err)
			}
			if len(all) == 0 || all[0].Account.Network != n.Name() || all[0].Secret.Empty() {
				t.Errorf("connected %+v", all)
			}
		})
	}
}
