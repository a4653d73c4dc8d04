package theme

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"parvis/assets"
)

// IconName names a drawing of assets/icons.
type IconName string

const (
	IconNone         IconName = ""
	IconAlt          IconName = "alt"
	IconArrowDown    IconName = "arrow-down"
	IconArrowLeft    IconName = "arrow-left"
	IconArrowRight   IconName = "arrow-right"
	IconArrowUp      IconName = "arrow-up"
	IconBang         IconName = "bang"
	IconBulb         IconName = "bulb"
	IconCalendar     IconName = "calendar"
	IconCalendarPlus IconName = "calendar-plus"
	IconCheck        IconName = "check"
	IconChevronDown  IconName = "chevron-down"
	IconChevronLeft  IconName = "chevron-left"
	IconChevronRight IconName = "chevron-right"
	IconChevronUp    IconName = "chevron-up"
	IconClock        IconName = "clock"
	IconClose        IconName = "close"
	IconCloud        IconName = "cloud"
	IconComputer     IconName = "computer"
	IconCrop         IconName = "crop"
	IconCopy         IconName = "copy"
	IconDatabase     IconName = "database"
	IconDots         IconName = "dots"
	IconDownload     IconName = "download"
	IconEmoji        IconName = "emoji"
	IconEnlarge      IconName = "enlarge"
	IconExternal     IconName = "external"
	IconEye          IconName = "eye"
	IconFilm         IconName = "film"
	IconFilter       IconName = "filter"
	IconFolder       IconName = "folder"
	IconGear         IconName = "gear"
	IconGrip         IconName = "grip"
	IconHeart        IconName = "heart"
	IconImage        IconName = "image"
	IconInfo         IconName = "info"
	IconKey          IconName = "key"
	IconLanguage     IconName = "language"
	IconLetterI      IconName = "letter-i" // information, on a ground of its own
	IconLibrary      IconName = "library"
	IconLink         IconName = "link"
	IconLock         IconName = "lock"
	IconMail         IconName = "mail"
	IconMinus        IconName = "minus"
	IconMoon         IconName = "moon"
	IconOffline      IconName = "offline"
	IconPause        IconName = "pause"
	IconPencil       IconName = "pencil"
	IconPeople       IconName = "people"
	IconPhone        IconName = "phone"
	IconPlus         IconName = "plus"
	IconPointer      IconName = "pointer"
	IconQuestion     IconName = "question"
	IconRefresh      IconName = "refresh"
	IconReport       IconName = "report"
	IconSearch       IconName = "search"
	IconSend         IconName = "send"
	IconStar         IconName = "star"
	IconStarFull     IconName = "star-full"
	IconSun          IconName = "sun"
	IconTarget       IconName = "target"
	IconThread       IconName = "thread"
	IconTrash        IconName = "trash"
	IconUndo         IconName = "undo"
	IconWarning      IconName = "warning"
)

// Icon returns the drawing in a colour of the moment, nil for a name that has
// no drawing. The resource's name tells the colour, so that Fyne's cache keeps
// them apart.
func Icon(n IconName, c Colour) fyne.Resource {
	return icon(n, c.Now())
}

// AppIcon returns the sign of Parvis.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("parvis.svg", assets.AppIcon) }

func icon(n IconName, c color.NRGBA) fyne.Resource {
	hex := fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
	name := string(n) + hex + ".svg"
	t := running()
	if t != nil {
		if r, ok := t.icons.Load(name); ok {
			return r.(fyne.Resource)
		}
	}
	svg, err := assets.Icons.ReadFile("icons/" + string(n) + ".svg")
	if err != nil {
		return nil
	}
	r := fyne.NewStaticResource(name, bytes.ReplaceAll(svg, []byte("currentColor"), []byte(hex)))
	if t != nil {
		t.icons.Store(name, r)
	}
	return r
}

// running returns the app's theme when it is ours.
func running() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return nil
}
