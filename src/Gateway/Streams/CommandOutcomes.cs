using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>Says on a client's error stream what became of a command, as kubelet does.</summary>
internal static class CommandOutcomes
{
    /// <summary>A <c>Status</c>, as the protocols from v4 on want it.</summary>
    public static byte[] ToStatus(CommandOutcome outcome)
    {
        var status = new JsonObject { ["metadata"] = new JsonObject(), ["status"] = Text(outcome) is null ? "Success" : "Failure" };
        if (Text(outcome) is { } text)
            status["message"] = text;
        if (outcome.Failure is not null)
        {
            status["reason"] = "InternalError";
            status["details"] = Causes(new JsonObject { ["message"] = Failure(outcome.Failure) });
            status["code"] = 500;
        }
        else if (outcome.ExitCode is { } code and not 0)
        {
            status["reason"] = "NonZeroExitCode";
            status["details"] = Causes(new JsonObject { ["reason"] = "ExitCode", ["message"] = code.ToString(CultureInfo.InvariantCulture) });
        }
        return System.Text.Encoding.UTF8.GetBytes(status.ToJsonString());
    }

    /// <summary>The plain text that older protocols want; nothing at all for success.</summary>
    public static byte[] ToText(CommandOutcome outcome) => System.Text.Encoding.UTF8.GetBytes(Text(outcome) ?? "");

    private static string? Text(CommandOutcome outcome) => outcome switch
    {
        { Failure: { } failure } => "Internal error occurred: " + Failure(failure),
        { ExitCode: { } code and not 0 } => string.Create(
            CultureInfo.InvariantCulture, $"command terminated with non-zero exit code: command terminated with exit code {code}"),
        _ => null,
    };

    private static string Failure(string why) => "error executing command in container: " + why;

    private static JsonObject Causes(JsonObject cause) => new() { ["causes"] = new JsonArray(cause) };
}
