package collect

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"fenceline/internal/ingest/inventory"
)

// This collects the machine the program runs on; root is not used.
func This(fs.FS) (*inventory.Collected, error) {
	c, err := Windows(machineRegistry{}, os.DirFS(`C:\`))
	if err != nil {
		return nil, err
	}
	Cards(c, machineRegistry{}, adapters())
	c.System.Booted = time.Now().Add(-windows.DurationSinceBoot()).UTC().Truncate(time.Second)
	return c, nil
}

// The sorts of adapters that have a hardware address of their own (IANA ifType).
const (
	ethernet = 6
	wireless = 71
)

// adapters asks the system for its network adapters; none where it does not tell.
func adapters() []Card {
	const skip = 0x1 | 0x2 | 0x4 | 0x8 // GAA_FLAG_SKIP_UNICAST, ANYCAST, MULTICAST, DNS_SERVER (iptypes.h): no addresses but the hardware's
	size := uint32(16 << 10)
	for range 4 {
		buffer := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, skip, 0, first, &size)
		if errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) {
			continue
		}
		if err != nil {
			return nil
		}
		var out []Card
		for a := first; a != nil; a = a.Next {
			if n := a.PhysicalAddressLength; n == 6 && (a.IfType == ethernet || a.IfType == wireless) {
				out = append(out, Card{windows.BytePtrToString(a.AdapterName), hex.EncodeToString(a.PhysicalAddress[:n])})
			}
		}
		return out
	}
	return nil
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
