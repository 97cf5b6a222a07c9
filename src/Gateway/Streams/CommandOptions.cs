using Krewe.Gateway.Routing;
using Krewe.Model.Failures;
using Krewe.Protocol;

namespace Krewe.Gateway.Streams;

/// <summary>The parameters of <c>exec</c> and <c>attach</c>: the API's <c>PodExecOptions</c> and <c>PodAttachOptions</c>.</summary>
internal static class CommandOptions
{
    /// <summary>Reads and checks them; the container is as the client names it, empty where it names none.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="attach">True for <c>attach</c>, which has no command.</param>
    public static Outcome<CommandStreamRequest> Parse(RequestQuery query, bool attach)
    {
        var terminal = query.Flag("tty");
        var request = new CommandStreamRequest
        {
            Container = query.Text("container"),
            Run = attach ? null : query.Texts("command"),
            Stdin = query.Flag("stdin"),
            Stdout = query.Flag("stdout"),
            // A terminal has one screen for both.
            Stderr = query.Flag("stderr") && !terminal,
            Terminal = terminal,
        };
        if (request is { Stdin: false, Stdout: false, Stderr: false })
            return ApiFailure.BadRequest("you must specify at least 1 of stdin, stdout, stderr");
        return request.Run is { Count: 0 } ? ApiFailure.BadRequest("you must specify at least one command for the container") : request;
    }
}
