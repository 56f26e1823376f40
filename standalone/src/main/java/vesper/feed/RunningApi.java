package vesper.feed;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import vesper.cli.CommandFailure;
import vesper.home.Home;
import vesper.home.Running;
import vesper.home.Secrets;

/** Finds the API of a running bank and the credentials of the {@code vesper} command itself. */
public final class RunningApi {
    /** The client that the command is. */
    public static final String CLIENT = "vesper-cli";

    private static final String SCOPES = "payments:write payments:history onboarding";

    private RunningApi() {}

    /**
     * The bank's API, as the command calls it: where {@code VESPER_API_URL} says, else that of the bank that runs in the home.
     *
     * @throws CommandFailure if none does
     */
    public static ApiClient client(Path folder) {
        return new ApiClient(credentials(folder));
    }

    /** The client that payments are sent as: part of their ids. */
    static String clientId() {
        Map<String, String> environment = System.getenv();
        return environment.containsKey("VESPER_API_URL")
                ? environment.getOrDefault("VESPER_CLIENT_ID", CLIENT)
                : CLIENT;
    }

    private static ApiClient.Credentials credentials(Path folder) {
        Map<String, String> environment = System.getenv();
        String url = environment.get("VESPER_API_URL");
        if (url != null) {
            return new ApiClient.Credentials(
                    URI.create(url), clientId(), environment.getOrDefault("VESPER_CLIENT_SECRET", ""), SCOPES);
        }
        Running running = Home.running(folder)
                .orElseThrow(() -> new CommandFailure(
                        "no bank is running in " + folder + ": start it with 'vesper up --data " + folder + "'"));
        return new ApiClient.Credentials(
                URI.create("http://127.0.0.1:" + running.ports().web()),
                CLIENT,
                Home.secretsOf(folder).text(Secrets.CLI_CLIENT_SECRET),
                SCOPES);
    }
}
