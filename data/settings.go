package data

import (
	"fmt"
	"time"
)

// NetworkRow is a network that an account can be connected to.
type NetworkRow struct {
	Name  NetworkName
	Title string // the name people know it by; a brand, never translated
	Card  Card
	Ways  []Way // the usual one first; none when it is closed
}

// Names under which settings are kept. A setting that was never set is "".
const (
	SettingLanguage   = "language"       // "fr", "en"; "": as the system
	SettingAppearance = "appearance"     // "light", "dark"; "": as the system
	SettingWide       = "composer.wide"  // "1": posts open enlarged
	SettingGrace      = "publish.grace"  // whole minutes a post may be late and still go out by itself
	SettingPace       = "publish.pace"   // whole minutes between two posts of one account
	DefaultGrace      = 60 * time.Minute // holds while SettingGrace is ""
	DefaultPace       = time.Minute      // holds while SettingPace is ""
)

// SettingCap is the name under which the limit of what an account may cost in a
// month is kept: whole [Micros], "" for none.
func SettingCap(id AccountID) string { return fmt.Sprintf("cap.%d", id) }

// SettingConnected is the name under which is kept how an account was connected,
// without any secret: JSON of the screen that connects, "" when it is not known.
func SettingConnected(id AccountID) string { return fmt.Sprintf("connected.%d", id) }

// Storage says where everything is kept and how much room it takes.
type Storage struct {
	Folder  string   // the data folder, as the system writes paths
	Core    int64    // bytes of core.db with its journal
	Cache   int64    // bytes of cache.db with its journal
	Media   int64    // bytes of the pictures
	Backups []Backup // newest first
}

// Backup is one verified copy of core.db.
type Backup struct {
	File  string // its path, by which it is restored
	Made  time.Time
	Bytes int64
}

// HostLine says how much was spoken with one host since the program began.
type HostLine struct {
	Host     string // with its port, when the address had one
	Requests int64
	Sent     int64 // bytes
	Received int64 // bytes, unpacked
	Last     time.Time
}
