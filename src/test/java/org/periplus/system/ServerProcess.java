package org.periplus.system;

import com.sun.tools.attach.VirtualMachine;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The Java process of the server under test, which is a child of this one. */
final class ServerProcess {

  private ServerProcess() {}

  /** What an admin console has: a connection to the server's MBeans. */
  @SuppressWarnings("BanJNDI") // the server is the tests' own, and on this machine
  static JMXConnector console() throws Exception {
    List<Long> servers =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .map(ProcessHandle::pid)
            .toList();
    VirtualMachine machine = VirtualMachine.attach(servers.get(0).toString());
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }
}
