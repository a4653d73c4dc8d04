package approval

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// Every seal is HMAC-SHA256 (RFC 2104, FIPS 180-4) with the desk's key, over a
// word that says what for and what is sealed: none of them can be passed off as
// another. All are written in lower-case hex.

// deskSign tells this desk's files from others'. It gives nothing away of the key.
func deskSign(key []byte) string {
	return hex.EncodeToString(mac(key, "parvis approval desk"))[:16]
}

// signature says that this desk made a file that shows such fields.
func signature(key []byte, canon string) string {
	return hex.EncodeToString(mac(key, "parvis approval file\n"+canon))
}

// seal is the key that a file has to seal its answers with. Only the file and
// this desk know it, and this desk finds it again from the file's signature.
func seal(key []byte, signature string) []byte {
	return mac(key, "parvis approval answer\n"+signature)
}

// digest lets the page tell whether it still is what was made: without a key, so
// that it finds damage, not malice.
func digest(canon string) string {
	sum := sha256.Sum256([]byte(canon))
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, message string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(message))
	return h.Sum(nil)
}

// sameSeal compares in constant time; what is no hex is equal to nothing.
func sameSeal(want []byte, got string) bool {
	b, err := hex.DecodeString(got)
	return err == nil && hmac.Equal(want, b)
}
