import io.github.whittle.support.Tool

def socket = new ServerSocket(0)
context.put('port', socket.localPort)
context.get('userProperties').put('port', socket.localPort.toString())
socket.close()

new File(basedir, 'target').mkdirs()
new File(basedir, 'target/busybox').bytes = new File(Tool.named('busybox').path()).bytes
return true
