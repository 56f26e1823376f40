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

    private RunningApi() {}

    /** Where {@code VESPER_API_URL} says, else in the home. */
    public static ApiClient.Credentials credentials(Path folder, String scope) {
        Map<String, String> environment = System.getenv();
        String url = environment.get("VESPER_API_URL");
        if (url != null) {
            return new ApiClient.Credentials(
                    URI.create(url),
                    environment.getOrDefault("VESPER_CLIENT_ID", CLIENT),
                    environment.getOrDefault("VESPER_CLIENT_SECRET", ""),
                    scope);
        }
        return new ApiClient.Credentials(
                base(running(folder)), CLIENT, Home.secretsOf(folder).text(Secrets.CLI_CLIENT_SECRET), scope);
    }

    /**
     * The bank that runs in the home.
     *
     * @throws CommandFailure if none does
     */
    public static Running running(Path folder) {
        return Home.running(folder)
                .orElseThrow(() -> new CommandFailure(
                        "no bank is running in " + folder + ": start it with 'vesper up --data " + folder + "'"));
    }

    static URI base(Running running) {
        return URI.create("http://127.0.0.1:" + running.ports().web());
    }
}
