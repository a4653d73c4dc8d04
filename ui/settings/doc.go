// Package settings is the screen of accounts, publishing, language, appearance
// and data: what is connected, what each account can do, and where everything
// is kept.
package settings
