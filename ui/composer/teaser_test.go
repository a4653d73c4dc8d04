package composer

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

const loaf = "Trois **jours** de [levain](https://maison-lenoir.example/levain), un four à bois.\n\n" +
	"## Le levain\n\nIl se nourrit chaque matin, et il vit depuis vingt ans dans la même jarre. Il faut de la patience, et de la farine de meule. " +
	"Chaque fournée est un peu différente de la précédente, et c’est très bien ainsi. Venez la goûter."

func TestTheTextsOfTheOthersAreDerivedOfTheArticle(t *testing.T) {
	b := newBench(t)
	post := everywhere(loaf)
	post.Title = "Notre pain"
	b.given(post)
	b.tease()
	for _, id := range []data.AccountID{bluesky, mastodon} {
		a, _ := b.account(id)
		got := b.parts(id)
		if len(got) != 1 || !strings.HasPrefix(got[0], "Notre pain\n\nTrois jours de levain, un four à bois.") || strings.Contains(got[0], "##") || text.Over(a.Can.Text, got[0]) > 0 {
			t.Errorf("%s says %q", a.Network, got)
		}
	}
	if b.differs(wordpress) || b.parts(wordpress)[0] != loaf {
		t.Error("the article changed")
	}
	if said := b.window.toasts[0]; !strings.Contains(said, "2 textes") || !strings.Contains(said, "pas encore en ligne") {
		t.Errorf("said %q", said)
	}
	b.window.undo()
	if b.differs(bluesky) || b.differs(mastodon) {
		t.Error("undone by half")
	}
}

func TestATextThatSomebodyWroteStaysAndThatIsSaid(t *testing.T) {
	b := newBench(t)
	post := everywhere(loaf)
	post.Variants[1].Parts = []string{"Venez goûter"}
	id := b.given(post)
	b.desk.deliveries[id] = []data.Delivery{{ID: 9, Post: id, Account: wordpress, State: data.Sent, Remote: data.Receipt{URL: "https://blog.example/pain"}}}
	b.reread()
	b.until("the delivery", func() bool { return len(b.deliveries) == 1 })
	b.tease()
	if got := b.parts(mastodon); got[0] != "Venez goûter" {
		t.Errorf("overwritten with %q", got)
	}
	if got := b.parts(bluesky)[0]; !strings.HasSuffix(got, "\n\nhttps://blog.example/pain") {
		t.Errorf("without its link: %q", got)
	}
	if said := b.window.toasts[0]; !strings.Contains(said, "Mastodon") || strings.Contains(said, "en ligne") {
		t.Errorf("said %q", said)
	}
	b.tease()
	if said := b.window.toasts[1]; !strings.Contains(said, "Bluesky, Mastodon") || b.window.undo != nil {
		t.Errorf("said %q", said)
	}
}

func TestWithoutAnArticleNothingIsDerived(t *testing.T) {
	b := newBench(t)
	post := everywhere("Des galettes")
	post.Variants = post.Variants[:2]
	b.given(post)
	if free, own := b.teased(); free != nil || own != nil {
		t.Errorf("derived for %v and %v", free, own)
	}
}
