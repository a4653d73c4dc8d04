// Package calendar is the screen on which posts are planned: by month, by week
// and as a list, with the figures of the accounts above.
package calendar
