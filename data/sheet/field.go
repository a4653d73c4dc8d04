package sheet

import (
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Field is what a column holds; its words are "sheet.field.<field>", those of
// FieldNone "sheet.field.none".
type Field string

// Fields of posts.
const (
	FieldNone     Field = ""     // not read
	FieldWhen     Field = "when" // a day, with its time or without
	FieldTime     Field = "time"
	FieldTitle    Field = "title"
	FieldText     Field = "text"     // several columns: the parts of a thread
	FieldHashtags Field = "hashtags" // put below the text
	FieldLink     Field = "link"     // put below the text; a product's address
	FieldMedia    Field = "media"    // file names and web addresses of pictures and videos
	FieldAlt      Field = "alt"      // what they show, in their order
	FieldAccounts Field = "accounts" // names of accounts or of networks
	FieldNetwork  Field = "network"  // whether it goes to the column's network
	FieldCampaign Field = "campaign"
	FieldPillar   Field = "pillar"
	FieldLabels   Field = "labels"
	FieldLang     Field = "lang"
	FieldDraft    Field = "draft" // whether it is not to be sent yet
)

// Fields of products, which also have FieldLink.
const (
	FieldRef        Field = "ref"
	FieldName       Field = "name"
	FieldPrice      Field = "price"
	FieldCurrency   Field = "currency"
	FieldUnit       Field = "unit"
	FieldSeason     Field = "season"
	FieldPhoto      Field = "photo"
	FieldAbout      Field = "about"
	FieldPromo      Field = "promo"
	FieldPromoFrom  Field = "promo_from"
	FieldPromoUntil Field = "promo_until"
)

// PostFields are the fields of posts in the order in which they are offered.
// FieldNetwork is not among them: it comes with a layout.
func PostFields() []Field {
	return []Field{
		FieldWhen, FieldTime, FieldTitle, FieldText, FieldHashtags, FieldLink, FieldMedia, FieldAlt,
		FieldAccounts, FieldCampaign, FieldPillar, FieldLabels, FieldLang, FieldDraft,
	}
}

// ProductFields are the fields of products in the order in which they are
// offered.
func ProductFields() []Field {
	return []Field{
		FieldRef, FieldName, FieldPrice, FieldCurrency, FieldUnit, FieldSeason, FieldLink, FieldPhoto, FieldAbout,
		FieldPromo, FieldPromoFrom, FieldPromoUntil,
	}
}

// several tells whether more than one column may hold the field.
func (f Field) several() bool {
	return slices.Contains([]Field{FieldNone, FieldText, FieldMedia, FieldAlt, FieldAccounts, FieldNetwork, FieldLabels, FieldLink, FieldHashtags}, f)
}

// names are what columns are called, in French and English, as text.Slug writes
// them. A name may go on with more words, "date de publication (Paris)", or
// with a number.
type names map[Field][]string

func postNames() names {
	return names{
		FieldWhen: {
			"date", "jour", "day", "quand", "when", "date-de-publication", "publication-date", "publish-date", "date-et-heure", "date-time",
			"datetime", "posting-time", "post-date", "scheduled", "scheduled-at", "scheduled-date", "schedule", "date-prevue", "programme-le",
		},
		FieldTime:     {"heure", "time", "hour", "horaire", "publication-time", "publish-time", "heure-de-publication"},
		FieldTitle:    {"titre", "title", "sujet", "subject", "headline", "intitule"},
		FieldText:     {"texte", "text", "message", "post", "contenu", "content", "publication", "legende", "caption", "post-text", "copy", "description", "corps", "body"},
		FieldHashtags: {"hashtags", "hashtag", "mots-diese", "mot-diese"},
		FieldLink:     {"lien", "link", "url", "adresse", "page-web"},
		FieldMedia: {
			"image", "images", "photo", "photos", "media", "medias", "visuel", "visuels", "video", "videos", "picture", "pictures", "fichier",
			"fichiers", "file", "files", "image-url", "image-urls", "images-et-videos", "pictures-and-videos", "picture-url", "media-url", "media-urls", "video-url", "piece-jointe", "attachments",
		},
		FieldAlt: {"texte-alternatif", "textes-alternatifs", "alternative-text", "alternative-texts", "alt", "alt-text", "texte-alt", "image-alt-text", "alt-text-picture", "description-de-l-image"},
		FieldAccounts: {
			"compte", "comptes", "account", "accounts", "reseau", "reseaux", "network", "networks", "canal", "canaux", "channel", "channels",
			"plateforme", "plateformes", "platform", "platforms", "profil", "profils", "profile", "profiles", "integrations", "integration",
		},
		FieldCampaign: {"campagne", "campaign", "operation"},
		FieldPillar:   {"pilier", "pillar", "rubrique", "theme", "thematique", "categorie", "category"},
		FieldLabels:   {"etiquette", "etiquettes", "label", "labels", "tag", "tags"},
		FieldLang:     {"langue", "language", "lang"},
		FieldDraft:    {"brouillon", "draft"},
	}
}

func productNames() names {
	return names{
		FieldRef:        {"reference", "ref", "sku", "code", "code-produit", "code-article", "product-code", "numero", "number", "id", "ean", "gtin"},
		FieldName:       {"nom", "name", "produit", "product", "article", "designation", "libelle", "titre", "title", "intitule", "nom-du-produit", "product-name"},
		FieldPrice:      {"prix", "price", "tarif", "montant", "pu", "pu-ttc", "prix-de-vente", "retail-price"},
		FieldCurrency:   {"devise", "currency", "monnaie"},
		FieldUnit:       {"unite", "unit", "conditionnement", "vendu-par", "sold-by", "pour"},
		FieldSeason:     {"saison", "season", "periode", "disponibilite", "availability", "available"},
		FieldLink:       {"lien", "link", "url", "page", "page-web", "adresse", "web-address"},
		FieldPhoto:      {"photo", "photos", "image", "images", "visuel", "picture", "fichier", "file", "image-url", "photo-url", "image-link"},
		FieldAbout:      {"description", "about", "texte", "details", "presentation", "a-propos", "resume"},
		FieldPromo:      {"promo", "promotion", "prix-promo", "prix-promotionnel", "prix-remise", "prix-barre", "offre", "sale-price", "offer", "offer-price", "promo-price"},
		FieldPromoFrom:  {"debut-promo", "promo-du", "promo-debut", "debut-de-la-promo", "offre-du", "promo-from", "promo-start", "sale-from", "offer-from", "offer-starts"},
		FieldPromoUntil: {"fin-promo", "promo-au", "promo-fin", "fin-de-la-promo", "offre-jusqu-au", "offre-au", "promo-until", "promo-to", "promo-end", "sale-until", "sale-to", "offer-until", "offer-ends"},
	}
}

// of finds what a column of that name holds: by the whole name, or else, unless
// exact, by the longest that it begins with.
func (n names) of(head string, exact bool) Field {
	slug := withoutNumber(text.Slug(head))
	best, length := FieldNone, 0
	for field, all := range n {
		for _, name := range all {
			switch {
			case slug == name:
				return field
			case !exact && strings.HasPrefix(slug, name+"-") && len(name) > length:
				best, length = field, len(name)
			}
		}
	}
	return best
}

// withoutNumber takes the number off "picture-url-2".
func withoutNumber(slug string) string {
	cut := strings.TrimRight(slug, "0123456789")
	if strings.HasSuffix(cut, "-") {
		return strings.TrimSuffix(cut, "-")
	}
	return slug
}

// networkNames are how people call the networks in a table, as text.Slug writes
// it, besides their names in Parvis.
var networkNames = map[string]data.NetworkName{
	"facebook": "facebook", "fb": "facebook", "page-facebook": "facebook", "facebook-page": "facebook",
	"instagram": "instagram", "insta": "instagram", "ig": "instagram",
	"x": "x", "twitter": "x", "x-twitter": "x", "twitter-x": "x",
	"linkedin": "linkedin", "linked-in": "linkedin",
	"googlebusiness": "googlebusiness", "google-business": "googlebusiness", "google-business-profile": "googlebusiness",
	"google-my-business": "googlebusiness", "gbp": "googlebusiness", "gmb": "googlebusiness", "google": "googlebusiness",
	"youtube": "youtube", "yt": "youtube", "tiktok": "tiktok", "pinterest": "pinterest", "threads": "threads",
	"bluesky": "bluesky", "bsky": "bluesky", "mastodon": "mastodon", "telegram": "telegram",
	"wordpress": "wordpress", "wp": "wordpress", "blog": "wordpress", "byhand": "byhand", "page-web": "byhand",
}
