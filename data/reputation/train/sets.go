package main

import (
	"fmt"
	"strings"
)

// source says where a set comes from and what may be done with it. Class A may be
// learnt from and shipped as weights, A- likewise though never as texts.
type source struct{ class, licence, origin string }

// sources are those of nlp/LICENSES.md that shipped weights may come from. A set
// that is not here is not learnt from.
func sources() map[string]source {
	umsab := source{"A", "Apache-2.0; tweets under X's terms", "UMSAB, cardiffnlp/xlm-t@874214d64d; French: DEFT 2017"}
	mabsa := source{"A", "Apache-2.0", "M-ABSA, swaggy66/M-ABSA@cb3121a91b"}
	hutto := source{"A", "MIT", "Hutto and Gilbert 2014, cjhutto/vaderSentiment@44fc044cd8"}
	mlma := source{"A", "MIT", "MLMA, HKUST-KnowComp/MLMA_hate_speech@479836984a"}
	olid := source{"A-", "tasks keep their own; tweets under X's terms", "OLID in TweetEval, cardiffnlp/tweeteval@4fbd22cd78"}
	hateval := source{"A-", "tasks keep their own; tweets under X's terms", "HatEval in TweetEval, cardiffnlp/tweeteval@4fbd22cd78"}
	goemotions := source{"A", "Apache-2.0; emotions to polarity", "GoEmotions, monologg/GoEmotions-pytorch@b75f9d3a8b"}
	xed := source{"A", "CC BY 4.0; emotions to polarity", "XED, Helsinki-NLP/XED@76666d251f"}
	return map[string]source{
		"umsab_en_train": umsab, "umsab_en_val": umsab, "umsab_fr_train": umsab, "umsab_fr_val": umsab,
		"mabsa_en_train": mabsa, "mabsa_en_dev": mabsa, "mabsa_fr_train": mabsa, "mabsa_fr_dev": mabsa,
		"hutto_amazon_en": hutto, "hutto_movie_en": hutto, "hutto_nyt_en": hutto,
		"semeval_en_train":    {"A-", "MIT repository; SemEval 2013 to 2016, tweets under X's terms", "cbaziotis/datastories-semeval2017-task4@faeee5fd1c"},
		"allocine_fr_train2k": {"A", "MIT", "Allociné, TheophileBlard/french-sentiment-analysis-with-bert@719f09fb11"},
		parallel:              {"A", "XED CC BY 4.0, M-ABSA Apache-2.0", "Helsinki-NLP/XED@76666d251f, swaggy66/M-ABSA@cb3121a91b"},
		"olid_en_train":       olid, "olid_en_val": olid, "hateval_en_train": hateval, "mlma_en": mlma, "mlma_fr": mlma,
		"tweets_mt_fr20k":     {"A-", "MIT repository; tweets under X's terms, translated by machine, labelled by their emoticons", "gamebusterz/French-Sentiment-Analysis-Dataset@e897794d77"},
		"goemotions_en_train": goemotions, "goemotions_en_dev": goemotions, "xed_en": xed, "xed_fr": xed,
		"davidson_en":   {"A", "MIT", "Davidson et al. 2017, t-davidson/hate-speech-and-offensive-language@cb50f7e9eb"},
		"par_fr_pseudo": {"A-", "derived from XED CC BY 4.0 and M-ABSA Apache-2.0", "French halves of parallel sentences, labelled by an English model"},
		"langid":        {"A", "Apache-2.0; tweets under X's terms", "M-ABSA and UMSAB, texts of 15 languages"},
	}
}

// forms are the name of a set as a file has it, and whether it is wanted in pieces and
// word by word.
func forms(set string) (plain string, cut, byWord bool) {
	plain, cut = strings.CutSuffix(strings.TrimSuffix(set, asked), inPieces)
	plain, byWord = strings.CutSuffix(plain, wordByWord)
	return plain, cut, byWord
}

// sourceOf is where a set comes from; one that was put into French word by word comes
// from where it was, by way of the parallel sentences, which may be learnt from too.
func sourceOf(set string) (source, bool) {
	plain, _, byWord := forms(set)
	s, known := sources()[plain]
	if byWord {
		s.origin += "; put into French by XED and M-ABSA"
	}
	return s, known
}

// mayShip refuses a set that shipped weights must not come from.
func mayShip(set string) error {
	if s, ok := sourceOf(set); !ok || s.class != "A" && s.class != "A-" {
		return fmt.Errorf("train: %s is not known to be of class A or A-", set)
	}
	return nil
}
