package collect

import (
	"io/fs"
	"os"
	"strings"

	"golang.org/x/sys/windows/registry"

	"fenceline/internal/ingest/inventory"
)

// This collects the machine the program runs on; root is not used.
func This(fs.FS) (*inventory.Collected, error) {
	return Windows(machineRegistry{}, os.DirFS(`C:\`))
}

// machineRegistry is the registry of this machine, in its 64-bit view.
type machineRegistry struct{}

const access = registry.READ | registry.WOW64_64KEY

// open gives a key; ok is false where it cannot be had.
func open(path string) (key registry.Key, ok bool) {
	hive, rest, _ := strings.Cut(path, `\`)
	root := registry.LOCAL_MACHINE
	if hive == "HKU" {
		root = registry.USERS
	}
	key, err := registry.OpenKey(root, rest, access)
	return key, err == nil
}

func (machineRegistry) Keys(path string) []string {
	key, ok := open(path)
	if !ok {
		return nil
	}
	defer key.Close()
	names, _ := key.ReadSubKeyNames(-1) // what could be read of them counts
	return names
}

func (machineRegistry) Text(path, name string) string {
	key, ok := open(path)
	if !ok {
		return ""
	}
	defer key.Close()
	text, kind, err := key.GetStringValue(name)
	if err == nil {
		return strings.TrimSpace(strings.TrimRight(text, "\x00"))
	}
	if kind == registry.MULTI_SZ {
		if list, _, err := key.GetStringsValue(name); err == nil {
			return strings.Join(list, ";")
		}
	}
	return ""
}

func (machineRegistry) Bytes(path, name string) []byte {
	key, ok := open(path)
	if !ok {
		return nil
	}
	defer key.Close()
	data, _, _ := key.GetBinaryValue(name) // nil where it cannot be had
	return data
}

func (machineRegistry) Number(path, name string) (uint64, bool) {
	key, ok := open(path)
	if !ok {
		return 0, false
	}
	defer key.Close()
	n, _, err := key.GetIntegerValue(name)
	return n, err == nil
}
