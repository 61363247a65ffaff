package words

import (
	"time"

	"fenceline/internal/domain"
)

// FilesNote says what becomes of files kept with a task.
func FilesNote() string { return Text("kept with their SHA-256, in every backup") }

// NoFiles is said where no file is kept with a task.
func NoFiles() string {
	return Text("No file is kept with this task: a screenshot, a letter of the vendor, the log of an installer.")
}

// AttachmentLine says how large a kept file is, who kept it and when, and its hash.
func AttachmentLine(a *domain.Attachment, zone *time.Location, today domain.Day) string {
	digest := a.Digest
	if len(digest) > 12 {
		digest = digest[:12] + "…"
	}
	return dotted(a.ID, Bytes(a.Size), Text("kept by {by}, {day}", "by", a.By, "day", DayOfInstant(a.At, zone, today.Start(zone))), Text("SHA-256 {digest}", "digest", digest))
}

// MoreTargets says how targets that are not drawn are split off.
func MoreTargets(n int) string {
	return Text("{andmore}: split these off by command, fenceline task split.", "andmore", AndMore(n))
}
