package settings

import "encoding/json"

// memory is how an account was connected the last time, without any secret. It
// is kept under [data.SettingConnected].
type memory struct {
	Way     string            `json:"way"`
	Answers map[string]string `json:"answers,omitempty"`
}

// text is the memory as it is kept.
func (m memory) text() (string, error) {
	b, err := json.Marshal(m)
	return string(b), err
}

// recollect reads what [memory.text] wrote. What another version wrote
// otherwise is no memory: reconnecting works without one.
func recollect(text string) memory {
	var m memory
	if json.Unmarshal([]byte(text), &m) != nil {
		return memory{}
	}
	return m
}
