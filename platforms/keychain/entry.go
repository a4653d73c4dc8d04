package keychain

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// entryBytes is the longest text of one entry. Windows takes 2,560 bytes
// (CRED_MAX_CREDENTIAL_BLOB_SIZE). macOS takes a command of 4,096 bytes, in
// which go-keyring 0.2.8 writes the text as base64 beside both names.
const entryBytes = 2400

// nameBytes is the longest name that is used as it is. Windows takes user
// names of 513 characters, and on macOS the name shares the command.
const nameBytes = 200

// format begins every head, so that a later layout can be told apart.
const format = "parvis1"

// head is the first entry of a secret.
type head struct {
	generation uint64
	chunks     int
	sum        string // SHA-256 of the secret, hex
	first      string // first piece of the base64 text
}

func (h head) String() string {
	return strings.Join([]string{
		format, strconv.FormatUint(h.generation, 10), strconv.Itoa(h.chunks), h.sum, h.first,
	}, " ")
}

// parseHead returns ErrDamaged for anything that String did not write.
func parseHead(text string) (head, error) {
	fields := strings.Split(text, " ")
	if len(fields) != 5 || fields[0] != format {
		return head{}, ErrDamaged
	}
	generation, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return head{}, ErrDamaged
	}
	n, err := strconv.Atoi(fields[2])
	if err != nil || n < 0 || n > MaxSecret {
		return head{}, ErrDamaged
	}
	return head{generation: generation, chunks: n, sum: fields[3], first: fields[4]}, nil
}

// split cuts a secret into the head and the chunks that follow it.
func split(text string, generation uint64) (head, []string) {
	encoded := base64.StdEncoding.EncodeToString([]byte(text))
	h := head{generation: generation, sum: sum(text)}
	h.first, encoded = cut(encoded, entryBytes-len(head{generation: generation, chunks: MaxSecret, sum: h.sum}.String()))
	var rest []string
	for encoded != "" {
		var piece string
		piece, encoded = cut(encoded, entryBytes)
		rest = append(rest, piece)
	}
	h.chunks = len(rest)
	return h, rest
}

func cut(text string, n int) (before, after string) {
	n = min(n, len(text))
	return text[:n], text[n:]
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// headEntry is the keychain's name for a secret: its own where every keychain
// takes it, else a digest. Windows does not tell capitals from small letters.
func headEntry(name string) string {
	strange := strings.IndexFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("./:@_-", r))
	})
	if name == "" || len(name) > nameBytes || strange >= 0 {
		return "sha256:" + sum(name)
	}
	return name
}

// chunkEntry names a chunk. '#' is in no name that headEntry leaves as it is,
// so that a chunk is never taken for another secret.
func chunkEntry(name string, generation uint64, i int) string {
	return fmt.Sprintf("%s#%d.%d", headEntry(name), generation%2, i)
}
