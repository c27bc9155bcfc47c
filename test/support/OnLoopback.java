import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/** Amazon's DynamoDB Local, on 127.0.0.1 and a free port, which it tells: by itself it listens on every address. */
public class OnLoopback {
  public static void main(String[] args) throws Exception {
    var local = ServerRunner.createServerFromCommandLineArgs(new String[] { "-inMemory", "-sharedDb", "-disableTelemetry", "-port", "8000" });
    var field = local.getClass().getDeclaredField("server");
    field.setAccessible(true);
    var connector = (ServerConnector) ((Server) field.get(local)).getConnectors()[0];
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    local.start();
    System.out.println("listening on " + connector.getLocalPort());
    while (System.in.read() >= 0);
    System.exit(0);
  }
}
