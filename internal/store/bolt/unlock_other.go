//go:build !unix || solaris || aix

package bolt

import "os"

// unlock has nothing to do where a lock ends with its file.
func unlock(*os.File) {}
