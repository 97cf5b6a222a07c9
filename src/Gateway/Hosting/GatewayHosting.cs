using Krewe.AgentLink;
using Krewe.AgentLink.Joining;
using Krewe.AgentLink.Sessions;
using Krewe.AgentLink.Streams;
using Krewe.Gateway.Audit;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization;
using Krewe.Gateway.Authorization.Escalation;
using Krewe.Gateway.Authorization.Roles;
using Krewe.Gateway.Backups;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Discovery;
using Krewe.Gateway.Flow;
using Krewe.Gateway.Forwarding;
using Krewe.Gateway.Health;
using Krewe.Gateway.Logs;
using Krewe.Gateway.Metrics;
using Krewe.Gateway.OpenApi;
using Krewe.Gateway.Prometheus;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Reviews;
using Krewe.Gateway.Routing;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Gateway.Streams;
using Krewe.Gateway.Watches;
using Krewe.Grains.Kinds;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Krewe.Gateway.Hosting;

/// <summary>Adds the gateway to a host.</summary>
public static class GatewayHosting
{
    /// <summary>Adds all parts of the gateway. The grain engine and an <see cref="IBackupSource"/> must be added too.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.TryAddSingleton<KindCatalogue>();
        services.AddSingleton<LiveKinds>();
        return services.AddCredentials().AddCallers().AddCaches().AddResources().AddAgentLink().AddPages();
    }

    /// <summary>Adds what a server needs that passes requests on to another silo's gateway.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services, GatewayOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(options).AddCredentials().AddSingleton(
            provider => new RequestForwarder(provider.GetRequiredService<Credentials>(), provider.GetRequiredService<ConnectionAuthenticator>()));
    }

    /// <summary>The gateway of a host that has no server of its own, for one that hands requests over. They have passed <c>UseWebSockets</c>.</summary>
    public static RequestDelegate GatewayOf(this IServiceProvider services) => services.GetRequiredService<GatewayPipeline>().HandleAsync;

    /// <summary>Has the caches of all collections ask for what they may have missed: for hosts that learn of the loss of another silo.</summary>
    public static void RefreshCaches(this IServiceProvider services) => services.GetRequiredService<CollectionCaches>().Refresh();

    /// <summary>Answers that nobody can serve the request now.</summary>
    public static Task SendUnavailableAsync(this HttpContext context, string why) =>
        context.SendFailureAsync(ApiFailure.Unavailable(why) with { RetryAfter = TimeSpan.FromSeconds(1) });

    /// <summary>Serves every request by the gateway.</summary>
    public static void UseGateway(this IApplicationBuilder application)
    {
        application.UseWebSockets();
        var pipeline = application.ApplicationServices.GetRequiredService<GatewayPipeline>();
        application.Run(pipeline.HandleAsync);
    }

    /// <summary>Bounds of connections and requests.</summary>
    public static void Limit(this KestrelServerOptions kestrel, GatewayOptions options)
    {
        kestrel.AddServerHeader = false;
        // The reader of bodies keeps the limit; this is only the end of what it throws away for the sake of a readable answer.
        kestrel.Limits.MaxRequestBodySize = (long)options.MaxBodyBytes * (BodyReader.Discarded + 1);
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(5);
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 1 << 20;
        kestrel.Limits.Http2.InitialStreamWindowSize = 256 << 10;
    }

    /// <summary>TLS with the server's own certificate; client certificates are welcome and not demanded.</summary>
    public static void UseGatewayTls(this ListenOptions listen)
    {
        var credentials = listen.ApplicationServices.GetRequiredService<Credentials>();
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(credentials.Server.Options),
            HandshakeTimeout = TimeSpan.FromSeconds(10),
        });
    }

    /// <summary>Writes the administrator's kubeconfig for a server's address, readable by its owner only.</summary>
    public static void WriteAdminKubeconfig(this IServiceProvider services, Uri server, string path) =>
        PrivateFile.Write(path, services.GetRequiredService<Credentials>().AdminKubeconfig(server));

    private static IServiceCollection AddCredentials(this IServiceCollection services) => services
        .AddSingleton<Credentials>()
        .AddSingleton(provider => new ConnectionAuthenticator(provider.GetRequiredService<Credentials>().Authority, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<INodeCertificateIssuer, NodeCertificateIssuer>();

    private static IServiceCollection AddCallers(this IServiceCollection services) => services
        .AddSingleton<TokenIssuer>()
        .AddSingleton<TokenVerifier>()
        .AddSingleton<TokenHandler>()
        .AddSingleton<KeyDocuments>()
        .AddSingleton(provider => new Authenticator(
            provider.GetRequiredService<Credentials>().Tokens, provider.GetRequiredService<TokenVerifier>(), provider.GetRequiredService<ConnectionAuthenticator>()))
        .AddSingleton<RoleBook>()
        .AddSingleton<Authorizer>()
        .AddSingleton<Impersonation>()
        .AddSingleton<EscalationGuard>()
        .AddSingleton<ReviewHandler>();

    private static IServiceCollection AddCaches(this IServiceCollection services) => services
        .AddSingleton<CollectionCaches>()
        .AddHostedService(provider => provider.GetRequiredService<CollectionCaches>())
        .AddHostedService<AccountSecrets>();

    private static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddSingleton<AnswerWriter>()
        .AddSingleton<RequestBodies>()
        .AddSingleton<ReadHandler>()
        .AddSingleton<ListHandler>()
        .AddSingleton<WatchHandler>()
        .AddSingleton(new NameGenerator(NameGenerator.RandomSuffix))
        .AddSingleton<CreateHandler>()
        .AddSingleton<UpdateHandler>()
        .AddSingleton<PatchHandler>()
        .AddSingleton<DeleteHandler>()
        .AddSingleton<DeleteCollectionHandler>()
        .AddSingleton<ScaleHandler>()
        .AddSingleton<EphemeralContainersHandler>()
        .AddSingleton<BindingHandler>()
        .AddSingleton<EvictionHandler>()
        .AddSingleton<AgentDialer>()
        .AddSingleton<LogHandler>()
        .AddSingleton<FlowControl>()
        .AddSingleton<CommandHandler>()
        .AddSingleton<PortForwardHandler>()
        .AddSingleton<ResourceDispatcher>();

    private static IServiceCollection AddAgentLink(this IServiceCollection services)
    {
        services.TryAddSingleton(new AgentLinkOptions());
        return services.AddSingleton<AgentStreams>().AddSingleton<AgentSessionEndpoint>().AddSingleton<JoinEndpoint>().AddSingleton<AgentEndpoints>();
    }

    private static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<AuditLog>()
        .AddSingleton<MetricsPage>()
        .AddSingleton<TargetsEndpoint>()
        .AddSingleton<HealthEndpoint>()
        .AddSingleton<BackupEndpoint>()
        .AddSingleton<DiscoveryEndpoint>()
        .AddSingleton<OpenApiEndpoint>()
        .AddSingleton<GatewayPipeline>();
}
