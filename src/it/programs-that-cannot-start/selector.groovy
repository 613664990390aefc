// x86-64 Linux: the program that is put into the image is this machine's bash.
return System.getProperty('os.name') == 'Linux' && System.getProperty('os.arch') == 'amd64' && new File('/bin/bash').exists()
