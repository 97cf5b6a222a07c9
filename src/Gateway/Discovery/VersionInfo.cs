using System.Reflection;
using System.Runtime.InteropServices;
using Krewe.Gateway.Responses;

namespace Krewe.Gateway.Discovery;

/// <summary><c>/version</c>: the Kubernetes API that is spoken, and in the build part what speaks it.</summary>
internal static class VersionInfo
{
    private const string Major = "1";
    private const string Minor = "33";

    private static readonly string Product =
        typeof(VersionInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The version in one text: <c>v1.33.0+krewe-0.1.0</c>.</summary>
    public static string GitVersion => $"v{Major}.{Minor}.0+krewe-{Product}";

    /// <summary>The answer, in JSON.</summary>
    public static ReadOnlyMemory<byte> Json { get; } = GatewayJson.Write(0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteString("major"u8, Major);
        json.WriteString("minor"u8, Minor);
        json.WriteString("gitVersion"u8, GitVersion);
        json.WriteString("gitCommit"u8, "");
        json.WriteString("gitTreeState"u8, "clean"u8);
        json.WriteString("buildDate"u8, "1970-01-01T00:00:00Z"u8);
        json.WriteString("goVersion"u8, "");
        json.WriteString("compiler"u8, RuntimeInformation.FrameworkDescription);
        json.WriteString("platform"u8, RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux/arm64"u8 : "linux/amd64"u8);
        json.WriteEndObject();
    });
}
