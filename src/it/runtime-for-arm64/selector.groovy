import io.github.whittle.support.Tool

// The packages are Debian's for arm64, and jlink links only its own Java.
return new File('/etc/debian_version').exists() && new File('/etc/os-release').text =~ /(?m)^ID=debian$/ &&
  System.getProperty('os.arch') == 'amd64' && Runtime.version().feature() == 17 && System.getProperty('user.name') == 'root' &&
  Tool.present('qemu-aarch64-static', 'apt-get', 'dpkg-deb', 'umoci', 'skopeo', 'unshare', 'jlink')
