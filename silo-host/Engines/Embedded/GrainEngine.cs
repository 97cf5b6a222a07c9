using Krewe.SiloHost.Standby;
using Orleans.Hosting;

namespace Krewe.SiloHost.Engines;

/// <summary>What this build runs grains on: the embedded engine.</summary>
internal static class GrainEngine
{
    /// <summary>Several silo-hosts on one database stand by for the active one.</summary>
    public static Task<WebApplication> BuildSharedAsync(SiloHostOptions options, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken) =>
        SharedControlPlane.BuildAsync(options, adjust, cancellationToken);

    /// <summary>Sets up a silo without others.</summary>
    public static void Alone(ISiloBuilder silo)
    {
        // Its defaults are for this.
    }
}
