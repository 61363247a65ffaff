package cli

import (
	"encoding/json"
	"io"
	"reflect"
	"strings"
)

// answer prints the JSON form of an answer, or calls text for the other. A list
// with nothing in it is [] in JSON, never null.
func (r *run) answer(value any, text func(w io.Writer) error) error {
	if r.json {
		enc := json.NewEncoder(&harmless{to: r.env.Stdout, json: true})
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		if value != nil {
			value = withLists(reflect.ValueOf(value)).Interface()
		}
		return enc.Encode(value)
	}
	return text(&harmless{to: r.env.Stdout})
}

var marshaler = reflect.TypeFor[json.Marshaler]()

// withLists gives a copy of an answer in which lists that are nil are empty; what
// is left out when it is zero stays so, and what writes its own JSON is left alone.
func withLists(v reflect.Value) reflect.Value {
	t := v.Type()
	if t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler) {
		return v
	}
	switch t.Kind() {
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(withLists(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(t).Elem()
		out.Set(v)
		for i := range t.NumField() {
			f := t.Field(i)
			left := strings.Contains(f.Tag.Get("json"), ",omit") && v.Field(i).IsZero()
			if f.IsExported() && !left {
				out.Field(i).Set(withLists(v.Field(i)))
			}
		}
		return out
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || !v.Elem().CanInterface() {
			return v
		}
		inner := withLists(v.Elem())
		if t.Kind() == reflect.Interface {
			return inner
		}
		out := reflect.New(t.Elem())
		out.Elem().Set(inner)
		return out
	}
	return v
}
