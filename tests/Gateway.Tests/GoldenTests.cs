using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Plays the folders below <c>Golden</c>: requests in, answers out, and never an exception in the log.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class GoldenTests(ControlPlaneFixture plane)
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Cases =>
        new(Directory.EnumerateFiles(Root, "1.request.http", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!)).Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_answers_are_as_written_down(string name)
    {
        using var api = plane.Api();
        var space = await api.NamespaceAsync();
        for (var step = 1; File.Exists(Path.Combine(Root, name, $"{step}.request.http")); step++)
        {
            using var request = GoldenMessage.Read(Path.Combine(Root, name, $"{step}.request.http"), space).ToRequest();
            var expected = GoldenMessage.Read(Path.Combine(Root, name, $"{step}.answer.http"), space);
            using var response = await api.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();

            ((int)response.StatusCode).ShouldBe(expected.Code, $"{name}, step {step}: {text}");
            foreach (var (header, value) in expected.Headers)
                string.Join(", ", response.Headers.Concat(response.Content.Headers).Where(h => h.Key == header).SelectMany(h => h.Value)).ShouldBe(value, $"{name}, step {step}");
            if (expected.Body.Length > 0)
                GoldenJson.Difference(JsonNode.Parse(expected.Body), JsonNode.Parse(text)).ShouldBeNull($"{name}, step {step}: {text}");
        }
        plane.Errors.Lines.ShouldBeEmpty();
    }
}
