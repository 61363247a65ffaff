// Package drives lists the removable media that are plugged in. It asks the system
// alone: no medium is read, and no drive is woken.
//
// On Linux a medium is what is mounted from a block device that the kernel calls
// removable or that hangs on USB, or what is mounted where desktops put media
// (/media, /run/media); see proc(5), "/proc/pid/mountinfo". On Windows it is a drive
// letter of the type removable or CD-ROM with a medium in it; see GetDriveType. On
// other systems there are none.
package drives
