using System.Net;
using System.Text.RegularExpressions;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>
/// Replays the reads that real kubectl versions were recorded to send. What was recorded against kinds that are served must be answered
/// in a form that the client has asked for: found or not found, but never refused for its path, its parameters or its headers.
/// </summary>
[Collection(SharedControlPlane.Name)]
public sealed partial class RecordedTests(ControlPlaneFixture plane)
{
    [Theory]
    [InlineData("kubectl-1.20.txt", 40)]
    [InlineData("kubectl-1.29.txt", 40)]
    [InlineData("kubectl-1.33.txt", 40)]
    public async Task What_kubectl_reads_is_answered(string recording, int atLeast)
    {
        using var api = plane.Api();
        var replayed = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", recording)))
        {
            if (Request().Match(line) is not { Success: true } match || !IsServed(match.Groups["path"].Value))
                continue;
            var path = match.Groups["path"].Value.Replace("timeoutSeconds=N", "timeoutSeconds=1", StringComparison.Ordinal);
            var accept = Accept().Match(line).Groups["value"].Value;
            var answer = await api.SendAsync("GET", Watch().Replace(path, "&timeoutSeconds=1&watch=true"), accept: accept);
            answer.Code.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.NotFound], $"{line}\n{answer.Text}");
            if (answer.Code == HttpStatusCode.NotFound)
                answer.Text.ShouldNotContain("could not find the requested resource", customMessage: line);
            replayed++;
        }
        replayed.ShouldBeGreaterThan(atLeast);
        plane.Errors.Lines.ShouldBeEmpty();
    }

    private static bool IsServed(string path) =>
        !Unserved().IsMatch(path) && (path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal));

    [GeneratedRegex(@"^  GET (?<path>\S+) ")]
    private static partial Regex Request();

    [GeneratedRegex("\"Accept\": \"(?<value>[^\"]*)\"")]
    private static partial Regex Accept();

    // Kinds and subresources that are not there yet.
    [GeneratedRegex(@"/(exec|attach|portforward|proxy|token)\b|metrics\.k8s\.io|/(statefulsets|daemonsets|jobs|cronjobs|ingresses|horizontalpodautoscalers|persistentvolume\w*|resourcequotas|limitranges|roles|rolebindings|clusterroles|clusterrolebindings|controllerrevisions|poddisruptionbudgets|storageclasses|networkpolicies|customresourcedefinitions)\b|/apis/(batch|autoscaling|policy|networking|storage|rbac|authorization|authentication|certificates|apiextensions|events|extensions|node|flowcontrol|scheduling|admissionregistration|apiregistration)")]
    private static partial Regex Unserved();

    // A recorded watch would last for minutes.
    [GeneratedRegex(@"&(timeoutSeconds=\d+&)?watch=true")]
    private static partial Regex Watch();
}
