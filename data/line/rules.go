package line

import "slices"

// Group says what a rule is about; its label is "line.group.<group>".
type Group string

const (
	GroupVoice  Group = "voice"  // how the brand speaks
	GroupShop   Group = "shop"   // what it sells, and when
	GroupLaw    Group = "law"    // what the law or a network wants
	GroupParity Group = "parity" // two languages of one post
)

// Rule is what a finding is about. Its words are "line.<ID>", and
// "line.<ID>.why".
type Rule struct {
	ID      string
	Group   Group
	Country string // ISO 3166-1 alpha-2, whose law it is; "": none's
	// Source is where it stands, in the language of who wrote it; "" for what the
	// brand or arithmetic demands.
	Source string
	Read   string // when the source was read, "2026-11-22"; "" without one
}

// Rules is every rule that [Check] and [Parity] know.
func Rules() []Rule { return slices.Clone(rules) }

// source is the source of a rule.
func source(id string) string {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return ""
	}
	return rules[i].Source
}

const (
	read      = "2026-11-22"
	influence = "Loi n° 2023-451 du 9 juin 2023 modifiée par l’ordonnance n° 2024-978 du 6 novembre 2024, "
)

var rules = []Rule{
	{ID: "forbidden", Group: GroupVoice},
	{ID: "required", Group: GroupVoice},
	{ID: "required_when", Group: GroupVoice},
	{ID: "address_tu", Group: GroupVoice},
	{ID: "address_vous", Group: GroupVoice},
	{ID: "emoji", Group: GroupVoice},
	{ID: "hashtags", Group: GroupVoice},
	{ID: "always", Group: GroupVoice},
	{ID: "shouting", Group: GroupVoice},
	{ID: "exclamations", Group: GroupVoice},
	{ID: "pillar_none", Group: GroupVoice},
	{ID: "pillar_often", Group: GroupVoice},

	{ID: "campaign_before", Group: GroupShop},
	{ID: "campaign_after", Group: GroupShop},
	{ID: "campaign_ended", Group: GroupShop},
	{ID: "product_ended", Group: GroupShop},
	{ID: "product_season", Group: GroupShop},
	{ID: "product_link", Group: GroupShop},
	{ID: "price", Group: GroupShop},
	{ID: "price_before", Group: GroupShop},
	{ID: "price_promo", Group: GroupShop},
	{ID: "price_promo_day", Group: GroupShop},
	{ID: "promo_until", Group: GroupShop},
	{ID: "promo_since", Group: GroupShop},
	{ID: "promo_day", Group: GroupShop},
	{ID: "weekday", Group: GroupShop},
	{ID: "past_until", Group: GroupShop},

	{"paid", GroupLaw, "FR", influence + "art. 5-2 ; Code de la consommation, art. L121-3", read},
	{"paid_perhaps", GroupLaw, "FR", influence + "art. 5-2 ; Code de la consommation, art. L121-3", read},
	{"virtual", GroupLaw, "FR", influence + "art. 5, I, 2°", read},
	{"retouched", GroupLaw, "FR", influence + "art. 5, I, 1°", read},
	{"contest_rules", GroupLaw, "FR", "Code de la consommation, art. L121-3 et L121-20", read},
	{"contest_purchase", GroupLaw, "FR", "Code de la consommation, art. L121-20 ; Code de la sécurité intérieure, art. L320-1 et L320-6", read},
	{"contest_release", GroupLaw, "", "Meta, Pages, Groups and Events Policies, “Promotions” ; Instagram, Promotion Guidelines", read},
	{"contest_share", GroupLaw, "", "Meta, Pages, Groups and Events Policies, “Promotions”", read},
	{"alcohol", GroupLaw, "FR", "Code de la santé publique, art. L3323-2 et L3323-4 (loi Évin)", read},
	{"food_message", GroupLaw, "FR", "Code de la santé publique, art. L2133-1 ; arrêté du 27 février 2007", read},
	{"health", GroupLaw, "FR", "Règlement (CE) n° 1924/2006 du 20 décembre 2006, art. 8 et 10", read},
	{"heals", GroupLaw, "FR", "Code de la consommation, art. L121-4, 16°", read},
	{"superlative", GroupLaw, "FR", "Code de la consommation, art. L121-2 ; publicité comparative : art. L122-1", read},
	{"origin", GroupLaw, "FR", "Code de la consommation, art. L121-2, 2°, b ; DGCCRF, guide « Le Fabriqué en France »", read},
	{"green", GroupLaw, "FR", "Code de l’environnement, art. L541-9-1 ; directive (UE) 2024/825 du 28 février 2024", read},
	{"green_vague", GroupLaw, "FR", "Code de la consommation, art. L121-2 ; directive (UE) 2024/825 du 28 février 2024", read},
	{"carbon", GroupLaw, "FR", "Code de l’environnement, art. L229-68 et D229-106", read},
	{"free", GroupLaw, "FR", "Code de la consommation, art. L121-4, 19°", read},
	{"free_food", GroupLaw, "FR", "Code de commerce, art. L443-1, I ; DGCCRF, lignes directrices sur l’encadrement des promotions", read},
	{"reduction", GroupLaw, "FR", "Code de la consommation, art. L112-1-1", read},
	{"sales", GroupLaw, "FR", "Code de commerce, art. L310-3 et L310-5", read},
	{"sales_be", GroupLaw, "BE", "Code de droit économique belge, art. VI.25", read},

	{ID: "parity_price", Group: GroupParity},
	{ID: "parity_number", Group: GroupParity},
	{ID: "parity_time", Group: GroupParity},
	{ID: "parity_day", Group: GroupParity},
	{ID: "parity_links", Group: GroupParity},
	{ID: "parity_hashtags", Group: GroupParity},
	{ID: "parity_products", Group: GroupParity},
	{ID: "parity_media", Group: GroupParity},
	{ID: "parity_alt", Group: GroupParity},
	{ID: "parity_length", Group: GroupParity},
	{ID: "parity_parts", Group: GroupParity},
	{ID: "parity_paragraphs", Group: GroupParity},
	{ID: "parity_untranslated", Group: GroupParity},
}
