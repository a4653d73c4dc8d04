package settings

import (
	"errors"
	"strconv"
	"strings"

	"parvis/data"
)

// errMoney: what was typed is not an amount of money above zero.
var errMoney = errors.New("not an amount of money above zero")

// mostMoney is the highest limit that can be set, in whole units: beyond it
// somebody has mistyped.
const mostMoney = 1_000_000

// parseMoney reads an amount as people type it: "12", "12,50", "1 000.5".
// Nothing is no limit, which is 0; a typed zero is refused, because it would
// mean the contrary of what it says.
func parseMoney(text string) (data.Micros, error) {
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".").Replace(text)
	if text == "" {
		return 0, nil
	}
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > 6 || strings.Trim(whole+part, "0123456789") != "" || whole == "" {
		return 0, errMoney
	}
	units, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || units > mostMoney {
		return 0, errMoney
	}
	millionths, err := strconv.ParseInt((part + "000000")[:6], 10, 64)
	if err != nil || units+millionths == 0 {
		return 0, errMoney
	}
	return data.Micros(units*1_000_000 + millionths), nil
}

// kept is a limit as it is stored under [data.SettingCap].
func kept(amount data.Micros) string {
	if amount == 0 {
		return ""
	}
	return strconv.FormatInt(int64(amount), 10)
}
