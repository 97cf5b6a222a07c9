using System.Net;
using System.Text;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Secrets that hold a token of a service account.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class AccountSecretTests(ControlPlaneFixture plane)
{
    private readonly ApiClient _admin = plane.Api();

    [Fact]
    public async Task One_gets_a_token_that_ends_with_it_and_goes_with_its_account()
    {
        var space = await _admin.NamespaceAsync();
        var secrets = $"/api/v1/namespaces/{space}/secrets";
        (await _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/serviceaccounts", """{"metadata":{"name":"robot"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        using var watch = await _admin.WatchAsync(secrets + "?watch=true");
        foreach (var name in new[] { "one", "two" })
        {
            (await _admin.SendAsync("POST", secrets, $$$"""
                {"metadata":{"name":"{{{name}}}","annotations":{"kubernetes.io/service-account.name":"robot"}},"type":"kubernetes.io/service-account-token"}
                """)).Code.ShouldBe(HttpStatusCode.Created);
        }
        var tokens = new Dictionary<string, string>();
        while (tokens.Count < 2)
        {
            var secret = (await watch.NextChangeAsync()).ShouldNotBeNull()["object"]!;
            if (secret["data"] is not { } data)
                continue;
            Text((string)data["namespace"]!).ShouldBe(space);
            Text((string)data["ca.crt"]!).ShouldStartWith("-----BEGIN CERTIFICATE-----");
            Text((string)data["ca.crt"]!).ShouldEndWith("-----END CERTIFICATE-----\n");
            ((string)secret["metadata"]!["annotations"]!["kubernetes.io/service-account.uid"]!).ShouldNotBeEmpty();
            tokens[(string)secret["metadata"]!["name"]!] = Text((string)data["token"]!);
        }

        using var robot = plane.Api(tokens["one"], null);
        (await WhoAmIAsync(robot)).ShouldBe($"system:serviceaccount:{space}:robot");
        (await _admin.SendAsync("DELETE", secrets + "/one")).Code.ShouldBe(HttpStatusCode.OK);
        (await robot.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized, "the token ends with its secret");
        (await _admin.SendAsync("DELETE", $"/api/v1/namespaces/{space}/serviceaccounts/robot")).Code.ShouldBe(HttpStatusCode.OK);
        while ((await watch.NextChangeAsync()).ShouldNotBeNull() is var change && !((string)change["type"]! == "DELETED" && (string)change["object"]!["metadata"]!["name"]! == "two"))
        {
        }
    }

    private static async Task<string> WhoAmIAsync(ApiClient client)
    {
        var answer = await client.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        return (string)answer.Json["status"]!["userInfo"]!["username"]!;
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
