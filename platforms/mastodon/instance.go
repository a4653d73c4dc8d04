package mastodon

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// What holds where a server does not tell: the numbers of Mastodon 3.
const (
	usualCharacters  = 500
	usualURL         = 23
	usualImages      = 4
	usualImageBytes  = 8 << 20
	usualDescription = 1500
	usualAnswers     = 4
)

// instance is how a server describes itself, in version 2 of the question
// (Mastodon 4) or version 1.
type instance struct {
	Version       string
	Domain        string // version 2
	URI           string // version 1: the domain, on some servers with a scheme
	Source        string `json:"source_url"`
	MaxTootChars  int    `json:"max_toot_chars"` // Pleroma, version 1
	Configuration struct {
		Statuses struct {
			Characters int `json:"max_characters"`
			Media      int `json:"max_media_attachments"`
			URL        int `json:"characters_reserved_per_url"`
		}
		Media struct {
			MIME        []string `json:"supported_mime_types"`
			ImageBytes  int64    `json:"image_size_limit"`
			Description int      `json:"description_limit"`
		} `json:"media_attachments"`
		Polls struct {
			Answers    int   `json:"max_options"`
			Characters int   `json:"max_characters_per_option"`
			Shortest   int64 `json:"min_expiration"` // seconds
			Longest    int64 `json:"max_expiration"`
		}
	}
}

// instance reads what the server says of itself, also to find out whether it
// is one of this network.
func (w wire) instance(ctx context.Context) (instance, error) {
	const op = "mastodon: find server"
	var about instance
	resp, err := w.http.Do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: w.url("/api/v2/instance", nil)})
	if err == nil && resp.Status == http.StatusNotFound {
		resp, err = w.http.Do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: w.url("/api/v1/instance", nil)})
	}
	if err != nil {
		return about, err
	}
	f := refusal(op, resp)
	if resp.Status == http.StatusNotFound || f != nil && f.Kind == data.Invalid {
		f.Kind, f.Code = data.Invalid, CodeServer
	}
	if f != nil {
		return about, f
	}
	if err := resp.JSON(op, &about); err != nil {
		return about, err
	}
	if about.Version == "" {
		return about, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeServer, Raw: resp.Raw()}
	}
	return about, nil
}

// domain is what follows the second "@" of the server's accounts. It is not
// always the host that answers.
func (i instance) domain(server string) string {
	for _, said := range []string{i.Domain, i.URI} {
		_, host, found := strings.Cut(said, "://")
		if !found {
			host = said
		}
		if host = strings.Trim(host, "/"); host != "" && !strings.ContainsAny(host, "/@ ") {
			return host
		}
	}
	u, err := url.Parse(server)
	if err != nil {
		return ""
	}
	return u.Host
}

// compatible is how other software names itself in the version: "2.7.2
// (compatible; Pleroma 2.6.0)".
var compatible = regexp.MustCompile(`\(compatible; *([^)]+)\)`)

// isMastodon tells whether the server is Mastodon itself or a fork that keeps
// its numbers. GoToSocial is at 0.x; what is unsure counts as other software.
func (i instance) isMastodon() bool {
	major, _, _ := strings.Cut(i.Version, ".")
	n, err := strconv.Atoi(major)
	return err == nil && n >= 3 && !compatible.MatchString(i.Version)
}

// software is the server's program with its version: "Mastodon 4.6.0".
func (i instance) software() string {
	switch named := compatible.FindStringSubmatch(i.Version); {
	case named != nil:
		return strings.TrimSpace(named[1])
	case i.isMastodon():
		return "Mastodon " + i.Version
	case i.Source != "":
		return path.Base(i.Source) + " " + i.Version
	}
	return i.Version
}

// capabilities is what the server takes. An idempotency key is trusted on
// Mastodon alone: GoToSocial ignores it.
func (i instance) capabilities() data.Capabilities {
	said := i.Configuration
	proof := data.ProofRule{Proof: data.ProofLook, Settle: settle}
	if i.isMastodon() {
		proof = data.ProofRule{Proof: data.ProofIdempotent, Life: keyLife, Settle: settle}
	}
	return data.Capabilities{
		Text: data.TextRule{
			Max: first(said.Statuses.Characters, i.MaxTootChars, usualCharacters), Unit: data.Graphemes,
			URL: first(said.Statuses.URL, usualURL), LocalMentions: true, Counts: []string{optionSpoiler},
		},
		Media: data.MediaRule{
			Images:   first(said.Statuses.Media, usualImages),
			MaxBytes: int64(first(int(said.Media.ImageBytes), usualImageBytes)),
			MIME:     pictures(said.Media.MIME), AltMax: first(said.Media.Description, usualDescription),
		},
		Thread: true,
		Hold:   data.HoldRule{Native: true, Min: leastAhead + holdMargin},
		Proof:  proof,
		Options: []data.Option{
			{Key: optionSpoiler, Kind: data.OptionText},
			{Key: optionVisibility, Kind: data.OptionChoice, Choices: []string{"public", "unlisted", "private"}},
			{Key: optionSensitive, Kind: data.OptionFlag},
			{Key: optionPoll, Kind: data.OptionLines, Max: first(said.Polls.Answers, usualAnswers)},
			{Key: optionPollHours, Kind: data.OptionChoice, Choices: []string{"24", "1", "6", "72", "168"}},
			{Key: optionPollMany, Kind: data.OptionFlag},
		},
		Acts:   []data.Act{data.ActMute, data.ActBlock, data.ActUnblock},
		Delete: true, Messages: true, Reply: true, Likes: true,
	}
}

// first is the first number that says something.
func first(numbers ...int) int {
	for _, n := range numbers {
		if n > 0 {
			return n
		}
	}
	return 0
}

// pictures are the kinds of picture among what the server takes, all that
// Parvis makes when it does not tell.
func pictures(taken []string) []string {
	ours := []string{"image/jpeg", "image/png", "image/webp", "image/gif"}
	if len(taken) == 0 {
		return ours
	}
	return slices.DeleteFunc(ours, func(kind string) bool { return !slices.Contains(taken, kind) })
}
