// Package collect turns the machine it runs on into one file that the desk
// imports: the operating system and what of it runs, installed packages and
// programs, the hardware's names for itself.
//
// It reads files and the registry and nothing else: it starts no program, opens
// no connection, changes nothing and needs no administrator, who sees a little
// more (the serial number on Linux). On Linux it reads os-release, the databases of
// dpkg, apk and rpm, /proc, /sys and /lib/modules, below a root that may be another
// system's. On Windows it reads the uninstall keys of the machine (64 and 32 bit)
// and of the users that are signed in, the names and numbers of Windows, its
// updates, the keys that announce a restart, services and the version resources of
// their programs. On both it reads the extensions of browsers.
package collect
