using System.Text;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Certificates;
using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>
/// Fills secrets of the type <c>kubernetes.io/service-account-token</c> with a token of their account, which holds as long as both are there,
/// and removes them with the account. Every silo does it; their writes are conditional, so that it happens once.
/// </summary>
internal sealed partial class AccountSecrets(
    CollectionCaches caches, IGrainFactory grains, TokenIssuer issuer, Credentials credentials, TimeProvider time, ILogger<AccountSecrets> logger) : BackgroundService
{
    private const string NameAnnotation = "kubernetes.io/service-account.name";
    private const string UidAnnotation = "kubernetes.io/service-account.uid";

    // These tokens are for what cannot ask for new ones; they end with the secret.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(36_500);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private readonly ReadOnlyMemory<byte> _authority = Encoding.UTF8.GetBytes(credentials.Authority.Pem);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bell = new Doorbell();
        using var secrets = caches[SecretKind.Instance].Subscribe(bell);
        using var accounts = caches[ServiceAccountKind.Instance].Subscribe(bell);
        try
        {
            await Task.WhenAll(caches[SecretKind.Instance].Synced, caches[ServiceAccountKind.Instance].Synced).WaitAsync(stoppingToken);
            while (true)
            {
                var settled = await LookAsync(stoppingToken);
                // Whatever comes in the meantime is looked at together.
                await Task.Delay(settled ? Pause : RetryAfter, time, stoppingToken);
                if (settled)
                    await bell.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var settled = true;
        foreach (var document in caches[SecretKind.Instance].View.Documents.ToArray())
        {
            // Almost all secrets are of other types, and need not be parsed to know it.
            if (document.Json.Span.IndexOf("kubernetes.io/service-account-token"u8) < 0 || document.As<Secret>() is not { Metadata.DeletionTimestamp: null } secret || secret.Type != SecretType.ServiceAccountToken)
                continue;
            try
            {
                if (await SettleAsync(document, secret, cancellationToken) is WriteOutcome.Refused refused)
                    LogRefused(document.Id, refused.Failure.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e, document.Id);
                settled = false;
            }
        }
        return settled;
    }

    /// <summary>Does what there is to do about one secret; null where that is nothing.</summary>
    private async Task<WriteOutcome?> SettleAsync(ApiDocument document, Secret secret, CancellationToken cancellationToken)
    {
        var metadata = secret.Metadata;
        var name = metadata.Annotations.GetValueOrDefault(NameAnnotation) ?? "";
        var cached = caches[ServiceAccountKind.Instance].View.Find(new ObjectKey(metadata.Namespace!, name));
        // The cache may be behind; what is to be removed for good is asked for.
        var account = cached ?? await grains.GetCollection(ServiceAccountKind.Instance).Get(new ObjectKey(metadata.Namespace!, name));
        if (account is null || (metadata.Annotations.TryGetValue(UidAnnotation, out var uid) && uid != account.Metadata.Uid))
            return await grains.GetObject(document.Id).Delete(new DeleteRequest(Uid: metadata.Uid), cancellationToken);
        if (uid is not null && secret.Data.ContainsKey("token") && secret.Data.ContainsKey("namespace") && secret.Data.GetValueOrDefault("ca.crt").Span.SequenceEqual(_authority.Span))
            return null;
        var filled = secret with
        {
            Metadata = metadata with
            {
                Annotations = new Dictionary<string, string>(metadata.Annotations, StringComparer.Ordinal) { [UidAnnotation] = account.Metadata.Uid! },
            },
            Data = new Dictionary<string, ReadOnlyMemory<byte>>(secret.Data, StringComparer.Ordinal)
            {
                ["ca.crt"] = _authority,
                ["namespace"] = Encoding.UTF8.GetBytes(metadata.Namespace!),
                ["token"] = secret.Data.TryGetValue("token", out var present) ? present : Token(account.Key, account.Metadata.Uid!, secret),
            },
        };
        return await grains.GetObject(document.Id).Update(new UpdateRequest(ApiDocument.Draft(filled)), cancellationToken);
    }

    private byte[] Token(ObjectKey account, string uid, Secret secret)
    {
        var binding = new TokenBinding
        {
            Namespace = account.Namespace,
            ServiceAccount = new BoundObject(account.Name, uid),
            Secret = new BoundObject(secret.Metadata.Name!, secret.Metadata.Uid),
        };
        return Encoding.UTF8.GetBytes(issuer.Issue(account, binding, TokenVerifier.OwnAudiences, Lifetime).Token);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Secret} could not be given its token: {Why}")]
    private partial void LogRefused(ObjectId secret, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Secret} could not be given its token; trying again")]
    private partial void LogFailed(Exception exception, ObjectId secret);
}
