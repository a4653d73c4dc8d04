package data

import "fmt"

// SettingDismissed is the name under which is kept which reminders of a brand are
// not to be shown for a while.
func SettingDismissed(brand BrandID) string { return fmt.Sprintf("dismissed.%d", brand) }
