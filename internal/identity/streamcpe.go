package identity

// releaseCPEs are the CPE names by which advisories name the releases of
// distributions, with the ID of os-release they stand for.
var releaseCPEs = map[string]string{
	"redhat:enterprise_linux": "rhel", "redhat:enterprise_linux_server": "rhel", "redhat:enterprise_linux_workstation": "rhel",
	"debian:debian_linux": "debian", "canonical:ubuntu_linux": "ubuntu", "almalinux:almalinux": "almalinux", "rocky:linux": "rocky", "rockylinux:rocky_linux": "rocky",
	"oracle:linux": "ol", "alpinelinux:alpine_linux": "alpine", "fedoraproject:fedora": "fedora", "suse:linux_enterprise_server": "sles", "opensuse:leap": "opensuse-leap",
}

// extended are the products by which Red Hat names streams of longer support,
// with the name of the stream before the release.
var extended = map[string]string{
	"rhel_eus": "Red Hat EUS", "rhel_aus": "Red Hat AUS", "rhel_tus": "Red Hat TUS", "rhel_e4s": "Red Hat E4S", "rhel_els": "Red Hat ELS", "rhel_extras": "Red Hat Extras",
}

// StreamOfCPE is the release of a distribution that a CPE name stands for: Red
// Hat's repositories (cpe:/a:redhat:enterprise_linux:9::appstream) for the release
// they belong to, its streams of longer support for streams of their own ("Red Hat
// EUS:9.2"). It is empty for every other product and where no version is named.
func StreamOfCPE(name string) string {
	c, err := ParseCPE(name)
	if err != nil || c.Version == "" {
		return ""
	}
	if prefix, ok := extended[c.Product]; ok && c.Vendor == "redhat" {
		return prefix + ":" + c.Version
	}
	if id, ok := releaseCPEs[c.Vendor+":"+c.Product]; ok {
		return Stream(id, c.Version)
	}
	return ""
}
