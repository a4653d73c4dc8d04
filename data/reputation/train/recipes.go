package main

import "strings"

// english is the name of the head that teaches a French one.
func english(name string) string { return strings.Replace(name, ".fr", ".en", 1) }

// sentiment are the labels of the outcomes of sentiment.
func sentiment() [3]string { return [3]string(feelings()) }

// toxic are those of toxicity, which has two.
func toxic() [3]string { return [3]string{"", "ok", "toxic"} }

// recipes are in the order of making: one for French learns from what an English
// head says of the English half of the parallel sentences. A neutral comment says
// no opinion, a neutral review a mixed one; so each channel has a head of its own.
func recipes() []recipe {
	return []recipe{englishComment(), englishReview(), frenchComment(), frenchReview(), englishToxic(), frenchToxic()}
}

func englishComment() recipe {
	return recipe{
		name: "sentiment.en.comment", language: "en", labels: sentiment(), bits: 19, heat: 5.88, precise: .8, certain: .6,
		layers: []layer{
			{ridge: 1, telling: 1, even: 1, volume: 1, parts: []part{{"umsab_en_train", 1}, {"umsab_en_val", 1}, {"semeval_en_train", 1}}},
			{ridge: 1, telling: .5, even: 1, volume: 4, parts: []part{
				{"umsab_en_train", 1}, {"umsab_en_val", 1}, {"semeval_en_train", 1}, {"hutto_amazon_en", .5}, {"mabsa_en_train", .3}, {"mabsa_en_dev", .3},
			}},
		},
		proofs: []proof{
			{"semeval_en_train", "recall", 2},
			{"umsab_en_train", "F1", 1},
			{"goemotions_en_dev", "F1", 1},
			{"mabsa_en_train", "accuracy", 1},
			{"hutto_amazon_en", "F1", 1},
		},
		tried: []trial{
			{"tweeteval_en", "recall", .645},
			{"umsab_en", "F1", .66},
			{"airline_en", "F1", .61},
			{"cm_sentiment_en", "F1", .70},
			{"sanders_en", "F1", 0},
			{"goemotions_en", "F1", 0},
			{"hutto_tweets_en", "F1", 0},
		},
		what: "Whether a comment in English is negative, neutral or positive",
		weak: "messages to a brand (few to measure by); irony, and brand news that praise nobody but use warm words (sanders_en)",
	}
}

func englishReview() recipe {
	return recipe{
		name: "sentiment.en.review", language: "en", labels: sentiment(), bits: 18, heat: 1.07, precise: .9, certain: .74,
		layers: []layer{{ridge: .3, telling: 1, even: 1, volume: 1, parts: []part{
			{"hutto_movie_en", 1}, {"hutto_amazon_en", 1}, {"mabsa_en_train", .5}, {"mabsa_en_dev", .5},
		}}},
		proofs: []proof{{"hutto_movie_en", "accuracy", 1}, {"hutto_amazon_en", "F1", 1}, {"mabsa_en_train", "F1", 1}},
		tried:  []trial{{"mabsa_en", "accuracy", 0}},
		what:   "Whether a review in English is negative, neutral or positive",
		weak:   "mixed reviews: too few are known to be neutral",
	}
}

func frenchComment() recipe {
	return recipe{
		name: "sentiment.fr.comment", language: "fr", labels: sentiment(), bits: 18, tilt: .25, lift: .5, heat: 2.83, precise: .8, certain: .48,
		layers: []layer{
			{ridge: .9, telling: 1, even: 1, volume: 1, parts: []part{{"umsab_fr_train", 1}, {"umsab_fr_val", 1}}},
			{ridge: .5, telling: .5, even: .5, volume: 2, parts: []part{
				{"umsab_fr_train", 1},
				{"umsab_fr_val", 1},
				{parallel, .3},
				{"allocine_fr_train2k", .2},
				{"mabsa_fr_train", .3},
				{"mabsa_fr_dev", .3},
				{"umsab_en_train", .2},
				{"semeval_en_train", .05},
			}},
		},
		proofs: []proof{
			{"umsab_fr_train", "F1", 2},
			{"mabsa_fr_train", "accuracy", 1},
			{"tripadvisor_fr_train", "accuracy", 1},
			{"trustpilot_liora_fr", "accuracy", .5},
			{"trustpilot_feniou_fr", "accuracy", .5},
		},
		tried: []trial{{"umsab_fr", "F1", .575}, {"cm_sentiment_fr", "F1", .70}},
		what:  "Whether a comment in French is negative, neutral or positive",
		weak:  "messages to a brand, of which there is no free set to learn from; irony; news about a subject that is sad in itself; the French tweets to learn from are 2,000 only",
	}
}

func frenchReview() recipe {
	return recipe{
		name: "sentiment.fr.review", language: "fr", labels: sentiment(), bits: 19, tilt: .25, heat: 1.74, precise: .9, certain: .62,
		layers: []layer{
			{ridge: .01, telling: 1, even: .5, volume: 1, parts: []part{{"allocine_fr_train2k", 1}}},
			{ridge: .033, telling: .5, even: .5, volume: 1, parts: []part{
				{"allocine_fr_train2k", 1},
				{"mabsa_fr_train", .3},
				{"mabsa_fr_dev", .3},
				{parallel, .3},
				{"hutto_movie_en", .2},
				{"hutto_amazon_en", .2},
			}},
		},
		proofs: []proof{
			{"allocine_fr_train2k", "accuracy", 2},
			{"mabsa_fr_train", "F1", 1},
			{"tvseries_fr_train", "accuracy", 1},
			{"tripadvisor_fr_train", "F1", 1},
			{"amazonbooks_fr_pattern", "accuracy", 1},
			{"trustpilot_liora_fr", "accuracy", .5},
			{"trustpilot_feniou_fr", "accuracy", .5},
		},
		tried: []trial{
			{"allocine_fr", "accuracy", .85},
			{"clsbooks_fr", "accuracy", .79},
			{"tvseries_fr", "accuracy", .86},
			{"tripadvisor_fr", "F1", .54},
			{"keytrade_fr", "accuracy", .80},
			{"ynov_fr", "accuracy", .93},
			{"insurance_fr", "F1", 0},
		},
		what: "Whether a review in French is negative, neutral or positive",
		weak: "short reviews of what is no film, more than films; three stars: nothing to learn from was rated so but single sentences, and mixed reviews are taken for good or bad",
	}
}

func englishToxic() recipe {
	return recipe{
		name: "toxicity.en", language: "en", labels: toxic(), bits: 16, heat: 1.02, certain: .9981,
		layers: []layer{{ridge: 1, telling: .5, even: 1, volume: 1, parts: []part{
			{"olid_en_train", 1}, {"olid_en_val", 1}, {"hateval_en_train", .5}, {"mlma_en", .5}, {"umsab_en_train", .5}, {"mabsa_en_train", .2},
		}}},
		proofs: []proof{
			{"olid_en_train", "F1", 2},
			{"mlma_en", "F1", 1},
			{"hateval_en_train", "F1", 1},
			{"davidson_en", "F1", 0},
			{"umsab_en_train", "F1", 0},
			{"goemotions_en_dev", "F1", 0},
		},
		tried: []trial{{"olid_en", "F1", 0}, {"mlma_en", "F1", 0}, {"hateval_en", "F1", 0}, {"cm_toxic_en", "F1", 0}},
		what:  "Whether a text in English insults or threatens",
		weak:  "all that is not said with foul words; it was learnt to be silent when in doubt, and finds few",
	}
}

func frenchToxic() recipe {
	return recipe{
		name: "toxicity.fr", language: "fr", labels: toxic(), bits: 16, heat: 1.02, certain: .9823,
		layers: []layer{{ridge: 9, telling: .5, even: .5, volume: 1, parts: []part{
			{"mlma_fr", 1}, {parallel, .2}, {"umsab_fr_train", .5}, {"allocine_fr_train2k", .2}, {"mabsa_fr_train", .2},
		}}},
		proofs: []proof{
			{"mlma_fr", "F1", 1},
			{"umsab_fr_train", "F1", 0},
			{"allocine_fr_train2k", "F1", 0},
			{"mabsa_fr_train", "F1", 0},
			{"xed_fr", "F1", 0},
			{"tripadvisor_fr_train", "F1", 0},
		},
		tried: []trial{{"mlma_fr", "F1", 0}, {"cm_toxic_fr", "F1", 0}},
		what:  "Whether a text in French insults or threatens",
		weak:  "all that is not said with foul words; it was learnt to be silent when in doubt, and finds few",
	}
}
