package workflow

import (
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// assetIndex finds the asset that a list or an inventory means by the names it
// goes by: serial number, asset tag, name, host name, and only where none of
// these says anything, hardware address and address.
type assetIndex struct {
	assets                                 map[string]*domain.Asset // by id, as they are or will be
	serials, tags, labels, macs, addresses map[string][]string      // ids
	names                                  map[string]string        // lower-case name to asset id
	planned                                map[string]int           // by asset id: the line that spoke of it
}

func readAssetIndex(r *store.Read) (*assetIndex, error) {
	x := &assetIndex{assets: map[string]*domain.Asset{}, serials: map[string][]string{}, tags: map[string][]string{}, labels: map[string][]string{},
		macs: map[string][]string{}, addresses: map[string][]string{}, planned: map[string]int{}, names: map[string]string{}}
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		if a.MergedInto != "" {
			x.names[foldName(a.Name)] = a.ID
			continue
		}
		x.add(&a)
	}
	return x, nil
}

// add notes an asset, or what became of one.
func (x *assetIndex) add(a *domain.Asset) {
	x.assets[a.ID] = a
	x.names[foldName(a.Name)] = a.ID
	note := func(under map[string][]string, key string) {
		if key != "" && !slices.Contains(under[key], a.ID) {
			under[key] = append(under[key], a.ID)
		}
	}
	note(x.serials, domain.FoldSerial(a.Serial))
	note(x.tags, domain.FoldTag(a.AssetTag))
	for _, host := range append([]string{a.Name}, a.Hostnames...) {
		_, label := domain.FoldHost(host)
		note(x.labels, label)
	}
	for _, mac := range a.MACs {
		note(x.macs, domain.FoldMAC(mac))
	}
	for _, ip := range a.IPs {
		note(x.addresses, ip)
	}
}

// known are the names by which a machine is looked for.
type known struct {
	serial, tag string
	hosts       []string // its name and host names
	macs, ips   []string
}

// find gives the asset that goes by these names and which of them told; nil
// where there is none. It is an error where they tell of several, where the
// asset's serial number says it is another machine, or where it is retired.
func (x *assetIndex) find(k known) (a *domain.Asset, by string, err error) {
	found := map[string]string{}
	var order []string
	note := func(list []string, by string) {
		for _, one := range list {
			if _, ok := found[one]; !ok {
				found[one] = by
				order = append(order, one)
			}
		}
	}
	note(x.serials[domain.FoldSerial(k.serial)], "serial")
	note(x.tags[domain.FoldTag(k.tag)], "asset-tag")
	note(x.byHost(k.hosts), "name")
	if len(order) == 0 {
		note(x.byAddress(x.macs, k.macs, domain.FoldMAC, k), "mac")
	}
	if len(order) == 0 && k.serial == "" && k.tag == "" && len(k.macs) == 0 {
		note(x.byAddress(x.addresses, k.ips, strings.TrimSpace, k), "ip")
	}
	if len(order) == 0 {
		return nil, "", nil
	}
	a = x.assets[order[0]]
	refuse := func(code domain.Code, params domain.Params) error {
		return &domain.Error{Kind: domain.Conflict, Op: "match asset", Subject: a.Name, Code: code, Params: params}
	}
	switch {
	case len(order) > 1:
		return nil, "", refuse("row_two_assets", domain.Params{"a": a.Name, "b": x.assets[order[1]].Name, "how": found[a.ID], "other": found[order[1]]})
	case differ(domain.FoldSerial(a.Serial), domain.FoldSerial(k.serial)):
		return nil, "", refuse("row_serial_differs", domain.Params{"name": a.Name, "have": a.Serial, "got": k.serial})
	case !a.Retired.IsZero():
		return nil, "", refuse("row_retired", domain.Params{"name": a.Name})
	}
	return a, found[a.ID], nil
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

// byHost gives the assets that bear one of the names. An asset that bears one
// letter for letter goes before those that share its first label.
func (x *assetIndex) byHost(hosts []string) []string {
	var exact, near []string
	for _, host := range hosts {
		_, label := domain.FoldHost(host)
		for _, id := range x.labels[label] {
			a := x.assets[id]
			for _, have := range append([]string{a.Name}, a.Hostnames...) {
				switch {
				case strings.EqualFold(strings.TrimSpace(have), strings.TrimSpace(host)):
					exact = append(exact, id)
				case domain.SameHost(have, host):
					near = append(near, id)
				}
			}
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

// byAddress gives the assets with one of the addresses, unless another name of
// theirs says that they are another machine: docking stations share addresses.
func (x *assetIndex) byAddress(under map[string][]string, list []string, fold func(string) string, k known) []string {
	var out []string
	for _, one := range list {
		key := fold(one)
		if key == "" {
			continue
		}
		for _, id := range under[key] {
			if !differ(domain.FoldSerial(x.assets[id].Serial), domain.FoldSerial(k.serial)) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// once refuses a second line about the same asset: two lines would undo each
// other with every import.
func (x *assetIndex) once(a *domain.Asset, line int) error {
	if first, ok := x.planned[a.ID]; ok {
		return &domain.Error{Kind: domain.Conflict, Op: "match asset", Subject: a.Name, Code: "row_again", Params: domain.Params{"name": a.Name, "first": strconv.Itoa(first)}}
	}
	x.planned[a.ID] = line
	return nil
}

// free refuses a name that another asset has or gets.
func (x *assetIndex) free(a *domain.Asset) error {
	if id, ok := x.names[foldName(a.Name)]; ok && id != a.ID {
		return &domain.Error{Kind: domain.Conflict, Op: "match asset", Subject: a.Name, Code: "name_taken", Params: domain.Params{"id": id}}
	}
	return nil
}

func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
