package conformance

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

func (s Subject) connect(t *testing.T) {
	b := s.connected(t)
	a := b.account
	if a.Network != s.Name || a.Server == "" || strings.HasSuffix(a.Server, "/") || a.Remote == "" || a.State != data.AccountReady {
		t.Errorf("account %+v", a)
	}
	if !strings.Contains(a.Handle, s.Account.Handle) || a.Name == "" || !a.Connected.Equal(b.clock.Now()) {
		t.Errorf("handle %q name %q connected %v", a.Handle, a.Name, a.Connected)
	}
	if a.Can.Text.Unit == "" || a.Can.Proof.Proof == "" {
		t.Errorf("capabilities %+v", a.Can)
	}
	if b.network.Name() != s.Name || len(b.network.Ways()) == 0 {
		t.Errorf("name %q, ways %v", b.network.Name(), b.network.Ways())
	}
}

func (s Subject) wrongPassword(t *testing.T) {
	b := s.start(t)
	if !s.NoPassword {
		wrong := s.Account
		wrong.Password = "not-the-password"
		_, err := b.connect(wrong)
		b.fails(err, data.Auth)
	}
	_, err := b.network.Connect(t.Context(), b.connecting(map[string]string{}, func(string) error { return nil }))
	if err == nil {
		t.Error("connected with nothing typed")
	}
	_, err = b.network.Connect(t.Context(), b.connecting(map[string]string{"server": "ceci n’est pas une adresse"}, func(string) error { return nil }))
	b.fails(err, data.Invalid, data.Auth)
}

func (s Subject) profile(t *testing.T) {
	b := s.connected(t)
	b.server.Seed(s.Account.Handle, rehearsal.Past{Followers: 412, Following: 35, Growth: 10})
	p, err := b.session.Profile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if p.Remote != b.account.Remote || p.Handle != b.account.Handle {
		t.Errorf("profile %+v of account %+v", p, b.account)
	}
	if p.Followers.Known && p.Followers.N != 412 {
		t.Errorf("followers %v, want 412", p.Followers)
	}
}

func (s Subject) text(t *testing.T) {
	b := s.connected(t)
	const text = "Brioche du samedi 🥐 & café — dès 7 h, à l’Île de Nantes !"
	o := b.outgoing(text)
	r := b.publish(o)
	seen := b.published()
	if s.Draft && len(seen) == 1 && seen[0].Text == "" {
		seen[0].Text = text // the person pastes it
	}
	if len(seen) != 1 || seen[0].Text != text || seen[0].ID != r.ID {
		t.Errorf("the network saw %+v, receipt %+v", seen, r)
	}
	if r.URL != "" && !strings.HasPrefix(r.URL, "http") {
		t.Errorf("URL %q", r.URL)
	}
}

func (s Subject) thread(t *testing.T) {
	b := s.connected(t)
	if !b.account.Can.Thread {
		return // the account says so itself, and the composer offers none
	}
	var receipts []data.Receipt
	for _, text := range []string{"un", "deux !", "trois, fin"} {
		o := b.outgoing(text)
		o.Previous = receipts
		receipts = append(receipts, b.publish(o))
	}
	seen := b.published()
	if len(seen) != 3 || seen[0].Parent != "" || seen[1].Parent != receipts[0].ID || seen[2].Parent != receipts[1].ID {
		t.Errorf("the network saw %+v", seen)
	}
}

func (s Subject) image(t *testing.T) {
	b := s.connected(t)
	pictures := min(2, b.account.Can.Media.Images)
	if pictures == 0 {
		return // the account says so itself
	}
	o := b.outgoing("Avec deux photos")
	o.Media = []data.OutgoingMedia{b.picture("un.png", "Une brioche dorée"), b.picture("deux.png", "Le four, à l’aube")}[:pictures]
	first, second := b.prepare(o), b.prepare(o)
	if len(b.published()) != 0 {
		t.Fatal("preparing published something")
	}
	if b.account.Can.Proof.Proof == data.ProofKey && string(first) != string(second) {
		t.Errorf("prepared twice, differently:\n%s\n%s", first, second)
	}
	b.publish(o)
	if seen := b.published(); len(seen) != 1 || seen[0].Images != pictures {
		t.Errorf("the network saw %+v", seen)
	}
}

func (s Subject) video(t *testing.T) {
	b := s.connected(t)
	if b.account.Can.Media.Videos == 0 {
		return // the account says so itself
	}
	o := b.outgoing("Le four en marche")
	o.Media = []data.OutgoingMedia{b.film()}
	b.prepare(o)
	if len(b.published()) != 0 {
		t.Fatal("preparing published something")
	}
	b.publish(o)
	if seen := b.published(); len(seen) != 1 || seen[0].Videos != 1 {
		t.Errorf("the network saw %+v", seen)
	}
	heavy := b.film()
	heavy.Bytes = b.account.Can.Media.VideoBytes + 1
	o = b.outgoing("Trop lourde")
	o.Media = []data.OutgoingMedia{heavy}
	b.refuses(o)
}

func (s Subject) find(t *testing.T) {
	b := s.connected(t)
	o := b.outgoing("Est-ce en ligne ?")
	payload := b.prepare(o)
	if found := b.look(o, payload); found.Verdict != s.seen(data.Absent) {
		t.Errorf("before: %+v", found)
	}
	r, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	if found := b.look(o, payload); found.Verdict != s.seen(data.Online) || !s.Blind && found.Receipt != r {
		t.Errorf("after: %+v, receipt %+v", found, r)
	}
}

func (s Subject) commitTwice(t *testing.T) {
	b := s.connected(t)
	switch b.account.Can.Proof.Proof {
	case data.ProofKey, data.ProofIdempotent:
	default:
		return // the outbox never commits twice without such a proof
	}
	o := b.outgoing("Une seule fois")
	payload := b.prepare(o)
	first, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	if first != second || len(b.published()) != 1 {
		t.Errorf("receipts %+v %+v, the network saw %d posts", first, second, len(b.published()))
	}
}

func (s Subject) delete(t *testing.T) {
	b := s.connected(t)
	if !b.account.Can.Delete {
		return // the account says so itself
	}
	o := b.outgoing("À retirer")
	r := b.publish(o)
	d := b.session.(data.Deleter)
	if err := d.Delete(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if seen := b.published(); !seen[0].Deleted {
		t.Error("the network still shows it")
	}
	b.fails(d.Delete(t.Context(), r), data.NotFound)
}

func (s Subject) ownPosts(t *testing.T) {
	b := s.connected(t)
	day := 24 * time.Hour
	var past rehearsal.Past
	for i := range 130 {
		past.Posts = append(past.Posts, rehearsal.PastPost{Text: "Pain du jour", At: Start().Add(-time.Duration(130-i) * day), Likes: 40})
	}
	b.server.Seed(s.Account.Handle, past)
	r := b.publish(b.outgoing("Le dernier"))
	if s.Draft {
		r = b.tapped(r)
	}
	counter, ok := b.session.(data.Counter)
	if !ok {
		return // nothing can be read back
	}
	all, err := counter.OwnPosts(t.Context(), time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 131 || all[0].Remote != r.ID || all[0].Account != b.account.ID || all[0].Read.IsZero() {
		t.Fatalf("%d posts, the first %+v", len(all), all[0])
	}
	for i := range all[1:] {
		if all[i].Posted.Before(all[i+1].Posted) {
			t.Fatalf("not newest first: %v, %v", all[i].Posted, all[i+1].Posted)
		}
	}
	old := all[130]
	if b.account.Can.Likes && (!old.Likes.Known || old.Likes.N < 39) {
		t.Errorf("an old post with %v likes", old.Likes)
	}
	recent, err := counter.OwnPosts(t.Context(), Start().Add(-10*day), 1000)
	if err != nil || len(recent) != 11 {
		t.Errorf("since ten days: %d posts, %v", len(recent), err)
	}
	some, err := counter.OwnPosts(t.Context(), time.Time{}, 105)
	if err != nil || len(some) != 105 {
		t.Errorf("at most 105: %d posts, %v", len(some), err)
	}
}

func (s Subject) messages(t *testing.T) {
	b := s.connected(t)
	if !b.account.Can.Messages {
		return // the account says so itself
	}
	b.publish(b.outgoing("Qui passe samedi ?"))
	for i := range 120 {
		b.server.Say(s.Account.Handle, rehearsal.Remark{
			Author: "awa.example", Name: "Awa", Text: "Moi !", On: 1, At: Start().Add(time.Duration(i) * time.Minute),
		})
	}
	reader := b.session.(data.Reader)
	got, cursor := readAll(t, reader, "")
	if len(got) != 120 {
		t.Fatalf("%d messages of 120", len(got))
	}
	for _, m := range got {
		if m.Kind != data.Reply && m.Kind != data.Comment && m.Kind != data.Review || m.Text != "Moi !" || m.InReply == "" && m.Kind != data.Review || m.At.IsZero() || m.Account != b.account.ID {
			t.Fatalf("message %+v", m)
		}
	}
	b.server.Say(s.Account.Handle, rehearsal.Remark{Author: "jo.example", Name: "Jo", Text: "Et moi", On: 1, At: Start().Add(5 * time.Hour)})
	news, _ := readAll(t, reader, cursor)
	if len(news) != 1 {
		t.Fatalf("%d new messages, want 1", len(news))
	}
	if !b.account.Can.Reply {
		return
	}
	replier := b.session.(data.Replier)
	key := b.publisher().NewKey(b.clock.Now())
	times := 2
	if s.Blind {
		times = 1 // a repetition cannot be recognised
	}
	for range times {
		if _, err := replier.Reply(t.Context(), key, news[0], "À samedi !"); err != nil {
			t.Fatal(err)
		}
	}
	seen := b.published()
	if len(seen) != 2 || seen[1].Parent != news[0].Remote || seen[1].Text == "" {
		t.Errorf("the network saw %+v", seen)
	}
}

// readAll reads until a call brings nothing new. A message may come twice, as
// page borders move; it counts once.
func readAll(t *testing.T, r data.Reader, cursor string) ([]data.Message, string) {
	t.Helper()
	var got []data.Message
	known := map[string]bool{}
	for range 50 {
		page, next, bad, err := r.Messages(t.Context(), cursor)
		if err != nil || len(bad) > 0 {
			t.Fatal(err, bad)
		}
		for _, m := range page {
			if !known[m.Remote] {
				known[m.Remote] = true
				got = append(got, m)
			}
		}
		if next == cursor && len(page) == 0 {
			return got, cursor
		}
		cursor = next
	}
	t.Fatal("reading does not end")
	return nil, ""
}

func (s Subject) limits(t *testing.T) {
	b := s.connected(t)
	if most := b.account.Can.Text.Max; most > 0 {
		b.publish(b.outgoing(strings.Repeat("é", most)))
		b.refuses(b.outgoing(strings.Repeat("é", most+1)))
	}
	if most := b.account.Can.Media.Images; most > 0 {
		o := b.outgoing("Trop de photos")
		o.Media = nil
		for range most + 1 {
			o.Media = append(o.Media, b.picture("x.png", "x"))
		}
		b.refuses(o)
	}
	if most := b.account.Can.Media.MaxBytes; most > 0 && b.account.Can.Media.Images > 0 {
		o := b.outgoing("Photo trop lourde")
		heavy := b.picture("x.png", "x")
		heavy.Bytes = most + 1
		heavy.Open = data.InMemory(make([]byte, most+1))
		o.Media = []data.OutgoingMedia{heavy}
		b.refuses(o)
	}
}

// refuses checks that a part is Invalid, when prepared or when committed, and
// that nothing of it became public.
func (b *bench) refuses(o data.Outgoing) {
	b.t.Helper()
	before := len(b.published())
	payload, err := b.publisher().Prepare(b.t.Context(), o)
	if err == nil {
		_, err = b.publisher().Commit(b.t.Context(), o.Key, payload)
	}
	b.fails(err, data.Invalid)
	if len(b.published()) != before {
		b.t.Error("it was published all the same")
	}
}
