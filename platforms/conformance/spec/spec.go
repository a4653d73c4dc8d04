// Package spec holds what passes between an adapter and its rehearsal server
// against the network's own official specification. It is test support: nothing
// that is shipped imports it, and so it may embed its tables.
//
// The official files (OpenAPI, Google discovery, Postman, Telegram's) stay
// outside the repository. The command in compile reads them and writes the
// tables in tables/, one a file, with what judging needs and nothing else;
// tables/SOURCES.md says where each comes from. After a new official file:
//
//	go run ./platforms/conformance/spec/compile -in ../shared/specs -out platforms/conformance/spec/tables
//
// # In an adapter's test
//
// The conformance test of a network names its tables, and says which addresses
// the official file leaves out:
//
//	conformance.Run(t, conformance.Subject{
//		Name: Name,
//		…
//		Specs:   []string{"x"},
//		Outside: func(method, path string) bool { return path == "/2/oauth2/token" },
//	})
//
// Every exchange of every test of Run is judged then; what comes back to a fault
// is not, only the request. Outside is asked about what no table knows: pages of
// consent, tokens, the address of an upload's session. `go test -v` says how many
// requests were checked against each official file.
//
// Where several hosts of a network share a rehearsal server and their paths
// could be taken for each other's, a table is named with the prefix that its
// host has there: "gbp-account@/account". A test that starts a server of its own
// gives conformance.Judged(t, specs, outside) to rehearsal.Options.Watch. A test
// inside package rehearsal, which cannot import conformance, uses [NewJury] and
// converts: jury.Hear(spec.Exchange(e)).
//
// # What counts
//
// A request may name nothing that the file does not name: no other path,
// method, parameter or field of a body, even where JSON Schema would let it
// pass, for such a name is a slip of the pen. In an answer, fields that the
// file does not name pass only where it leaves the object open. "oneOf" is
// judged as "anyOf", as the files themselves give alternatives that overlap. An
// operation that the table does not keep is unknown to it.
package spec

import (
	"embed"
	"fmt"
	"net/http"
	"net/url"
)

//go:embed tables/*.json
var tables embed.FS

// Exchange is one request as a server took it in, and its answer. It has the
// same fields as rehearsal.Exchange, which converts to it.
type Exchange struct {
	Method       string
	URL          *url.URL // the host does not count
	Header       http.Header
	Body         []byte
	Status       int // 0: no answer, or one that says nothing about the network
	AnswerHeader http.Header
	Answer       []byte
}

// Load returns the table of a name, as "x" or "telegram".
func Load(name string) (*Table, error) {
	text, err := tables.ReadFile("tables/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("spec: no table %q", name)
	}
	return Decode(text)
}
