package domain

import "time"

// MaxAttachment is the largest file a task keeps, in bytes.
const MaxAttachment = 25 << 20

// Attachment is a file kept with a task: a screenshot, a vendor's letter, the log
// of an installer. Its exact bytes are kept under their hash, once however often
// they are attached.
type Attachment struct {
	ID        string    `json:"id"` // "A-3"
	Task      string    `json:"task"`
	Name      string    `json:"name"`   // of the file, without its folder
	Digest    string    `json:"digest"` // SHA-256, lower-case hexadecimal
	Size      int64     `json:"size"`   // bytes
	Note      string    `json:"note,omitzero"`
	By        string    `json:"by"`
	Assurance Assurance `json:"assurance,omitzero"`
	At        time.Time `json:"at"`
}
