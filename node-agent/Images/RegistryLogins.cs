using System.Text;
using System.Text.Json;
using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Images;

/// <summary>Reads the logins of a pod's image pull secrets (<c>kubernetes.io/dockerconfigjson</c> and <c>dockercfg</c>).</summary>
internal static class RegistryLogins
{
    private const string ConfigJsonKey = ".dockerconfigjson";
    private const string ConfigKey = ".dockercfg";

    /// <summary>The logins, in the order of the pod's references. What cannot be read is left out, as kubelet does.</summary>
    public static IReadOnlyList<RegistryLogin> Of(PodAssignment assignment) =>
    [
        .. assignment.Pod.Spec.ImagePullSecrets
            .Select(reference => assignment.Secrets.FirstOrDefault(secret => secret.Metadata.Name == reference.Name))
            .OfType<Secret>()
            .SelectMany(LoginsOf),
    ];

    private static IReadOnlyList<RegistryLogin> LoginsOf(Secret secret)
    {
        try
        {
            if (secret.Data.TryGetValue(ConfigJsonKey, out var config))
            {
                using var document = JsonDocument.Parse(config);
                return document.RootElement.TryGetProperty("auths", out var auths) ? Read(auths) : [];
            }
            if (secret.Data.TryGetValue(ConfigKey, out var old))
            {
                using var document = JsonDocument.Parse(old);
                return Read(document.RootElement);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
        }
        return [];
    }

    private static IReadOnlyList<RegistryLogin> Read(JsonElement servers)
    {
        var logins = new List<RegistryLogin>();
        foreach (var server in servers.EnumerateObject())
        {
            var (user, password) = (Text(server.Value, "username"), Text(server.Value, "password"));
            if (user is null && Text(server.Value, "auth") is { } auth
                && Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) is [var first, var second])
                (user, password) = (first, second);
            if (user is not null)
                logins.Add(new RegistryLogin(server.Name, user, password ?? ""));
        }
        return logins;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
