package archive

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

func compare(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestXArchive(t *testing.T) {
	for form, path := range map[string]string{"zip": sampleX().zip(t), "folder": sampleX().folder(t)} {
		t.Run(form, func(t *testing.T) {
			a := open(t, path)
			if a.Network != X || a.Owner != (Owner{"42", "maisonlenoir", "Maison Lenoir"}) {
				t.Errorf("it is %s of %+v", a.Network, a.Owner)
			}
			if want := time.Date(2024, 2, 3, 4, 5, 6, 789e6, time.UTC); !a.Made.Equal(want) {
				t.Errorf("made %v", a.Made)
			}
			items, bad, sum := all(t, a)
			compare(t, items, []Item{
				{
					Entry: "data/tweets-part1.js", Remote: "5", At: day(2017, 1, 2, 7, 0, 0), Texts: []string{"Avant 2019"},
					URL: "https://x.com/maisonlenoir/status/5",
				},
				{
					Entry: "data/tweets.js", Remote: "1050118621198921728", At: day(2018, 10, 10, 20, 19, 24),
					Texts: []string{"Pain & beurre <3 https://lenoir.example/?a=1&copy=2"}, Lang: "fr",
					URL: "https://x.com/maisonlenoir/status/1050118621198921728",
					Media: []MediaRef{
						{Entry: "data/tweets_media/1050118621198921728-Abc.jpg", Alt: "Une baguette"},
						{Entry: "data/tweets_media/1050118621198921728-best.mp4"},
					},
					Likes: data.Known(12), Shares: data.Known(3),
				},
				{
					Entry: "data/tweets.js", Index: 2, Remote: "3", At: day(2018, 10, 11, 20, 19, 25), Texts: []string{"La suite"},
					URL: "https://x.com/maisonlenoir/status/3", ReplyTo: "1050118621198921728", Likes: data.Known(5),
				},
				{
					Entry: "data/tweets.js", Index: 3, Remote: "4", At: day(2018, 10, 11, 20, 20, 25), Texts: []string{"@client Merci !"},
					URL: "https://x.com/maisonlenoir/status/4", ReplyTo: "77", Answer: true,
				},
			})
			compare(t, bad, []BadItem(nil))
			compare(t, sum, Summary{Posts: 4, Shared: 1})
			picture, err := a.Media(items[1].Media[0])
			if err != nil || string(picture) != png {
				t.Errorf("the picture is %q: %v", picture, err)
			}
		})
	}
}

// TestLinksPutInDoNotGrowWithoutEnd: a short piece of text that stands for a
// long address, a million times.
func TestLinksPutInDoNotGrowWithoutEnd(t *testing.T) {
	post := func(text, short, long string) string {
		return `{"tweet":{"id_str":"1","full_text":"` + text + `","created_at":"Wed Oct 10 20:19:24 +0000 2018",
			"entities":{"urls":[{"url":"` + short + `","expanded_url":"https://a.example/` + long + `"}]}}}`
	}
	long := strings.Repeat("x", 1<<20)
	list := "[" + post(strings.Repeat("a", 1<<20), "a", long) + "," + post(strings.Repeat("a", 1<<17), "a", long) + "," +
		post(strings.Repeat("https://t.co/abcdefgh ", 10_000), "https://t.co/abcdefgh", long) + "]"
	items, bad, _ := all(t, open(t, files{"data/tweets.js": list}.folder(t)))
	if len(items) != 2 || len(items[0].Texts[0]) != 1<<17 || len(items[1].Texts[0]) > maxXText {
		t.Errorf("%d posts", len(items))
	}
	if len(bad) != 1 || codeOf(t, bad[0].Err) != CodeSize {
		t.Errorf("%v", bad)
	}
}

func TestFacebookExport(t *testing.T) {
	a := open(t, sampleFacebook().zip(t))
	if a.Network != Facebook || a.Owner != (Owner{Handle: "andre.lenoir", Name: "André Lenoir"}) {
		t.Errorf("it is %s of %+v", a.Network, a.Owner)
	}
	if !a.Made.Equal(day(2024, 3, 1, 12, 0, 0)) {
		t.Errorf("made %v", a.Made)
	}
	items, bad, sum := all(t, a)
	const list = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"
	compare(t, items, []Item{
		{
			Entry: list, Remote: items[0].Remote, At: day(2018, 5, 1, 12, 0, 0),
			Texts: []string{"Voilà l’été 😀\n\nhttps://lenoir.example/ete"},
			Media: []MediaRef{{Entry: "your_facebook_activity/posts/media/1.png", Caption: "Le four"}},
		},
		{
			Entry: list, Index: 1, Remote: items[1].Remote, At: day(2018, 5, 1, 12, 0, 2), Texts: []string{"Sans texte"},
			Media: []MediaRef{{Entry: "your_facebook_activity/posts/media/gone.png", Caption: "Sans texte"}},
		},
	})
	compare(t, bad, []BadItem(nil))
	compare(t, sum, Summary{Posts: 2, Empty: 1, Missing: 1})
	if picture, err := a.Media(items[0].Media[0]); err != nil || string(picture) != png {
		t.Errorf("the picture is %q: %v", picture, err)
	}
	if _, err := a.Media(items[1].Media[0]); codeOf(t, err) != CodeMissing || data.KindOf(err) != data.NotFound {
		t.Errorf("the picture that is not there: %v", err)
	}
}

func TestFacebookForms(t *testing.T) {
	const post = `{"timestamp":1525176000,"data":[{"post":"Un"}],"attachments":[]}`
	for name, f := range map[string]files{
		"list of 2018":              {"posts/your_posts.json": "[" + post + "]"},
		"list of 2019":              {"facebook-lenoir/posts/your_posts_1.json": "[" + post + "]"},
		"of a page":                 {"this_profile's_activity_across_facebook/posts/profile_posts_1.json": "[" + post + "]"},
		"a single post":             {"posts/your_posts_1.json": post},
		"a post that begins so":     {"posts/your_posts_1.json": `{"data":[{"post":"Un"}],"timestamp":1525176000}`},
		"a list in an object":       {"posts/your_posts_1.json": `{ "posts_v2" : [` + post + "]}"},
		"after the mark of UTF-8":   {"posts/your_posts_1.json": "\xef\xbb\xbf[" + post + "]"},
		"with an empty list before": {"posts/your_posts_1.json": `{"a_v2":[], "b_v2":[` + post + "]}"},
	} {
		t.Run(name, func(t *testing.T) {
			items, bad, _ := all(t, open(t, f.zip(t)))
			if len(items) != 1 || len(bad) != 0 || items[0].Texts[0] != "Un" {
				t.Errorf("read %+v and %v", items, bad)
			}
		})
	}
}

func TestFacebookPostsKeepTheirIDs(t *testing.T) {
	id := func(folder, words string) string {
		f := files{folder + "/your_posts_1.json": `[{"timestamp":1525176000,"data":[{"post":"` + words + `"}],
			"attachments":[{"data":[{"media":{"uri":"` + folder + `/1.png"}}]}]}]`}
		items, _, _ := all(t, open(t, f.zip(t)))
		return items[0].Remote
	}
	if id("posts", "Un") != id("your_facebook_activity/posts", "Un") {
		t.Error("the same post has another id in another export")
	}
	if id("posts", "Un") == id("posts", "Deux") {
		t.Error("two posts of one second have one id")
	}
}

func TestMend(t *testing.T) {
	for in, want := range map[string]string{
		"Ã©tÃ©":              "été",
		"\u00e2\u0082\u00ac": "€",
		"été":                "été", // was written as it should be
		"plain":              "plain",
		"Ã© €":               "Ã© €",
		"":                   "",
	} {
		if got := mend(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestLinkedInExport(t *testing.T) {
	a := open(t, sampleLinkedIn().zip(t))
	if a.Network != LinkedIn || a.Owner.Name != "André Lenoir" {
		t.Errorf("it is %s of %+v", a.Network, a.Owner)
	}
	items, bad, sum := all(t, a)
	compare(t, items, []Item{
		{
			Entry: "Articles/Articles/pain.html", Remote: "https://www.linkedin.com/pulse/pain-lenoir", At: day(2019, 3, 5, 10, 40, 0),
			Title: "Le pain", Texts: []string{"Du pain.\n\nEt du beurre."}, URL: "https://www.linkedin.com/pulse/pain-lenoir",
		},
		{
			Entry: "Shares.csv", Remote: "urn:li:share:7058", At: day(2023, 5, 1, 12, 0, 0),
			Texts: []string{"Bonjour, \"le pain\" est là\n\nDeuxième ligne"},
			URL:   "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7058",
		},
		{
			Entry: "Shares.csv", Index: 1, Remote: "urn:li:ugcPost:7059", At: day(2023, 5, 2, 8, 30, 0),
			Texts: []string{"À lire\n\nhttps://lenoir.example/blog"}, URL: "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7059",
		},
	})
	compare(t, bad, []BadItem(nil))
	compare(t, sum, Summary{Posts: 3, Shared: 1, Empty: 1})
}

func TestLinkedInTableOfItsOwn(t *testing.T) {
	table := sampleLinkedIn()["Shares.csv"]
	for name, f := range map[string]files{
		"UTF-8":              {"Shares.csv": table},
		"UTF-8 with mark":    {"Shares.csv": "\xef\xbb\xbf" + table},
		"UTF-16":             {"Shares.csv": utf16LE(table)},
		"lines of Windows":   {"Shares.csv": crlf(table)},
		"after a note":       {"Shares.csv": "Notes:\n\n" + table},
		"no end of the line": {"Shares.csv": table[:len(table)-1]},
	} {
		t.Run(name, func(t *testing.T) {
			items, bad, _ := all(t, open(t, f.folder(t)+"/Shares.csv"))
			if len(items) != 2 || len(bad) != 0 || items[0].Texts[0] != "Bonjour, \"le pain\" est là\n\nDeuxième ligne" {
				t.Errorf("read %+v and %v", items, bad)
			}
		})
	}
}

func TestQuotesThatAreThePersonsOwnStay(t *testing.T) {
	for in, want := range map[string]string{
		"\"un\"\n\"deux\"":        "\"un\ndeux\"", // cannot be told from what LinkedIn adds
		"un\"\n\"deux\"\n\"trois": "un\ndeux\ntrois",
		"un\"\ndeux":              "un\"\ndeux",
		"un\n\"deux":              "un\n\"deux",
		"un\"\n\"\n\"deux":        "un\"\n\"\n\"deux",
		"un\"\n\"\"\n\"deux":      "un\n\ndeux",
		"il dit \"oui\"":          "il dit \"oui\"",
		"un\"\r\n\"deux":          "un\ndeux",
		"\"":                      "\"",
		"":                        "",
	} {
		if got := withoutRowQuotes(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestGooglePlusTakeout(t *testing.T) {
	a := open(t, sampleGooglePlus().zip(t))
	if a.Network != GooglePlus || a.Owner != (Owner{Remote: "10001", Name: "Maison Lenoir"}) {
		t.Errorf("it is %s of %+v", a.Network, a.Owner)
	}
	items, bad, sum := all(t, a)
	compare(t, items, []Item{
		{
			Entry: "Takeout/Flux Google+/Posts/20180501 - Bonjour.json", At: day(2018, 5, 1, 12, 0, 0),
			Remote: "https://plus.google.com/+Lenoir/posts/abc", URL: "https://plus.google.com/+Lenoir/posts/abc",
			Texts: []string{"Bonjour à tous\nvoir https://lenoir.example/une-longue-adresse\n\nhttps://lenoir.example/pain"},
			Media: []MediaRef{{Entry: "Takeout/Flux Google+/Photos/Photos of posts/x.png"}},
			Likes: data.Known(2), Replies: data.Known(1),
		},
		{
			Entry: "Takeout/Flux Google+/Posts/20180503 - Page.html", At: day(2018, 5, 3, 12, 0, 0),
			Remote: "https://plus.google.com/+Lenoir/posts/abe", URL: "https://plus.google.com/+Lenoir/posts/abe",
			Texts: []string{"Une page\ndeux lignes\n\ndedans\n\nhttps://lenoir.example/embed"},
			Media: []MediaRef{{Entry: "Takeout/Flux Google+/Posts/café.jpg", Alt: "Un café"}},
			Likes: data.Known(1), Replies: data.Known(2),
		},
	})
	compare(t, bad, []BadItem(nil))
	compare(t, sum, Summary{Posts: 2, Shared: 1})
}

func TestItemBecomesPostAndCounts(t *testing.T) {
	items, _, _ := all(t, open(t, sampleX().zip(t)))
	read := day(2024, 2, 3, 0, 0, 0)
	post, counts := items[1].Post(7), items[1].Counts(8, read)
	compare(t, post, data.Post{Brand: 7, Parts: items[1].Texts, Lang: "fr"})
	compare(t, counts, data.PostCounts{
		Account: 8, Remote: items[1].Remote, Posted: items[1].At, Read: read, Likes: data.Known(12), Shares: data.Known(3),
		Text: items[1].Texts[0], URL: items[1].URL,
	})
}

// TestOnePostIsBadTheOthersAreRead puts what must not be among good posts (R46).
func TestOnePostIsBadTheOthersAreRead(t *testing.T) {
	good := map[data.NetworkName]func(id string) string{
		X: func(id string) string {
			return `{"tweet":{"id_str":"` + id + `","full_text":"` + id + `","created_at":"Wed Oct 10 20:19:24 +0000 2018"}}`
		},
		Facebook: func(id string) string { return `{"timestamp":1525176000,"data":[{"post":"` + id + `"}]}` },
	}
	deep := make([]byte, 100_000)
	for i := range deep {
		deep[i] = '['
	}
	for what, broken := range map[string]string{
		"null": `null`, "a number": `12`, "a text": `"x"`, "a list": `[[]]`, "nothing in it": `{}`, "wrong types": `{"tweet":"x","timestamp":"x","id_str":{}}`,
		"text is an object": `{"tweet":{"id_str":"9","full_text":{"a":1},"created_at":""},"timestamp":1525176000,"data":[{"post":{"a":1}}]}`,
		"no date":           `{"tweet":{"id_str":"9","full_text":"x"},"data":[{"post":"x"}]}`,
		"the year 70000":    `{"tweet":{"id_str":"9","full_text":"x","created_at":"Wed Oct 10 20:19:24 +0000 70000"},"timestamp":2150000000000,"data":[{"post":"x"}]}`,
		"a comma too many":  `{"tweet":{},}`, "no comma": `{"tweet":1 "timestamp":2}`, "the wrong bracket": `{"tweet":[1,2}`,
		"a bracket too many": `}`, "a string without end": "{\"tweet\":\"x\n}", "words": `undefined`, "deep": `{"tweet":` + string(deep) + closing(len(deep)-1) + `}`,
		"deep and closed": string(deep) + closing(len(deep)), "invalid UTF-8": "{\"tweet\":\"\xff\xfe\"}",
	} {
		for network, post := range good {
			t.Run(string(network)+": "+what, func(t *testing.T) {
				name := map[data.NetworkName]string{X: "data/tweets.js", Facebook: "posts/your_posts_1.json"}[network]
				list := "[\n" + post("1") + ",\n" + broken + ",\n" + post("2") + "\n]"
				items, bad, _ := all(t, open(t, files{name: list}.zip(t)))
				var words []string
				for _, i := range items {
					words = append(words, i.Texts...)
				}
				if !slices.Equal(words, []string{"1", "2"}) || len(bad) == 0 {
					t.Errorf("read %q, bad %v", words, bad)
				}
				for _, b := range bad {
					if code := codeOf(t, b.Err); code != CodeItem && code != CodeSize || b.Index < 1 || b.Entry != name {
						t.Errorf("bad: %v", b)
					}
				}
			})
		}
	}
}

func closing(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = ']'
	}
	return string(b)
}

func TestOneRowIsBadTheOthersAreRead(t *testing.T) {
	const head, first, last = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n",
		"2023-05-01 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1,Un,,,ANYONE\n",
		"2023-05-03 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A2,Deux,,,ANYONE\n"
	broken := map[string]string{
		"no date":     "x,https://www.linkedin.com/feed/,x,,,\n",
		"few columns": "x\n",
		"null":        "\x00\x00\n",
		"invalid":     "\xff\xfe,\xff\n",
		"empty cells": ",,,,,\n",
		"long":        "2023-99-02 12:00:00,\"" + string(make([]byte, maxItem)) + "\n",
	}
	for _, what := range slices.Sorted(maps.Keys(broken)) {
		t.Run(what, func(t *testing.T) {
			items, bad, _ := all(t, open(t, files{"Shares.csv": head + first + broken[what] + last}.zip(t)))
			if len(items) != 2 || len(bad) != 1 || items[1].Remote != "urn:li:share:2" {
				t.Errorf("read %d, bad %.300v", len(items), bad)
			}
		})
	}
	t.Run("a quote without end", func(t *testing.T) {
		open1 := "2023-05-02 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A9,\"x\n\ny,,,ANYONE\n"
		items, _, _ := all(t, open(t, files{"Shares.csv": head + first + open1 + last}.zip(t)))
		if len(items) != 3 || items[2].Remote != "urn:li:share:2" {
			t.Errorf("read %+v", items)
		}
	})
}
