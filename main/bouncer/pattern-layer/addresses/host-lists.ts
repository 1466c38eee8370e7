const MAX_LABELS = 5

/** A set of names that also holds every name below one of them. */
export interface HostList {
  has(host: string): boolean
}

/** A list of hosts from names with spaces between them. */
export function hostList(...lists: readonly string[]): HostList {
  const names = new Set(lists.flatMap((list) => list.split(' ')))
  return {
    has(host) {
      let cut = host.length
      for (let labels = 0; labels < MAX_LABELS && cut >= 0; labels++) {
        cut = cut === 0 ? -1 : host.lastIndexOf('.', cut - 1)
        if (names.has(host.slice(cut + 1))) return true
      }
      return false
    },
  }
}

/** Services whose links hide where they lead. */
export const SHORTENERS = hostList(
  'bit.ly bitly.com tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly shorturl.at rb.gy tiny.cc s.id git.io lnkd.in t.ly soo.gd clck.ru da.gd qr.ae adf.ly bl.ink short.io shorte.st bc.vc trib.al dlvr.it snip.ly x.co u.to urlz.fr kutt.it n9.cl t2m.io tny.im cli.re gg.gg shrtco.de ulvis.net hyperurl.co surl.li vk.cc goo.su tr.im mcaf.ee post.ly',
  'dub.sh tiny.one bit.do v.ht zpr.io hubs.ly hubs.la ht.ly j.mp x.gd tny.sh urlshort.dev reurl.cc pse.is lihi.cc t.cn url.cn dwz.cn suo.im 0rz.tw shor.by lnk.to smarturl.it snipurl.com shrinkme.io ouo.io exe.io linkvertise.com adfoc.us qr.link qrco.de q-r.to l.ead.me short.gy shrtlnk.dev 1url.com 2no.co grabify.link iplogger.org iplogger.com blasze.com yip.su shorturl.gg urlr.me chilp.it me2.do han.gl abre.ai encurtador.com.br bityl.co murl.com spoo.me lc.chat linkr.it cutt.us clk.sh cpmlink.net za.gl tinu.be slink.co rotf.lol 9qr.de sor.bz kuku.lu shlink.io',
)

/** Where anybody leaves text that anybody with the link reads. */
const PASTES =
  'pastebin.com hastebin.com paste.ee dpaste.com dpaste.org ix.io paste.rs sprunge.us clbin.com termbin.com ghostbin.com ghostbin.co rentry.co rentry.org controlc.com justpaste.it justpaste.me privatebin.net snippet.host p.ip.fi nopaste.net paste.mozilla.org pastebin.mozilla.org bpa.st bpaste.net paste.debian.net paste.ubuntu.com pastebin.ubuntu.com paste.fedoraproject.org paste.centos.org paste.opensuse.org paste.gnome.org paste.c-net.org pastes.io paste2.org textbin.net paste.sh cl1p.net vpaste.net lpaste.net nekobin.com del.dog katb.in zerobin.net 0bin.net codeshare.io pad.riseup.net logpasta.com pasty.lus.pm pastie.org wgetpaste.info paste.lol pastebin.fi pastebin.pl pastebin.ai paste.myst.rs paste.tc defuse.ca haste.zneix.eu textdb.dev jsonblob.com npoint.io jsonkeeper.com write.as telegra.ph txt.fyi'
/** Where anybody leaves files that anybody with the link fetches. */
const FILE_DROPS =
  'transfer.sh file.io anonfiles.com anonfile.com bayfiles.com gofile.io catbox.moe litterbox.catbox.moe bashupload.com 0x0.st temp.sh uguu.se tmpfiles.org filebin.net filetransfer.io wetransfer.com we.tl sendspace.com mediafire.com mega.nz mega.co.nz pixeldrain.com oshi.at send.vis.ee send.tresorit.com dropmefiles.com krakenfiles.com workupload.com 1fichier.com upload.ee ufile.io easyupload.io file.pizza wormhole.app transfernow.net swisstransfer.com fromsmash.com bowfile.com x0.at envs.sh ttm.sh keep.sh free.keep.sh storage.to limewire.com buzzheavier.com pomf.lain.la pomf2.lain.la qu.ax put.re filedropper.com filehosting.org tempsend.com tmp.ninja fileditch.com siasky.net cockfile.com up1.ca file.coffee sharedrop.io snapdrop.net volafile.org rapidgator.net turbobit.net dosya.co dropapk.to jumpshare.com ge.tt tmpstorage.com'
/** What puts a machine behind a firewall where everybody reaches it. */
const TUNNELS =
  'ngrok.io ngrok.app ngrok.dev ngrok.pizza ngrok-free.app ngrok-free.dev ngrok-free.pizza trycloudflare.com serveo.net serveousercontent.com localtunnel.me loca.lt lhr.life lhr.rocks lhrtunnel.link tunnelmole.net tunnelmole.com bore.pub pinggy.link pinggy.online free.pinggy.net telebit.cloud pagekite.me share.zrok.io devtunnels.ms loclx.io localxpose.io sharedwithexpose.com tunnelto.dev packetriot.net portmap.io portmap.host playit.gg ply.gg joinmc.link tunnl.gg jprq.io jprq.live tunwg.com webhookrelay.com hrzn.run onion burrow.io mmar.dev tunnel.us.ngrok.com lt.tunwg.com euw.devtunnels.ms cpolar.cn cpolar.top cpolar.io natapp.cc natappfree.cc vicp.fun oray.net frp.run'
/** What takes in whatever is sent and shows it to who waits for it. */
const CATCHERS =
  'webhook.site requestbin.com requestbin.net requestbin.io requestbin.cn pipedream.net m.pipedream.net x.pipedream.net burpcollaborator.net oastify.com oast.fun oast.me oast.pro oast.live oast.site oast.online oast.today interact.sh interactsh.com beeceptor.com hookbin.com requestcatcher.com requestinspector.com webhook.cool mockbin.org ptsv2.com ptsv3.com canarytokens.com canarytokens.org dnslog.cn dnslog.link ceye.io bxss.me xss.ht xss.report ezxss.com requestrepo.com typedwebhook.tools webhook-test.com webhooktest.com play.svix.com smee.io putsreq.com postb.in toolbox.postb.in httpdump.app hkdk.events events.hookdeck.com dnsbin.zhack.ca pingb.in dig.pm eyes.sh callback.red log.xn--9tr.com tu4.org api.telegram.org ultrahook.com dump.cy webhookinbox.com postman-echo.dev hookb.in interactsh-server.com request-baskets.com rbaskets.in mocklab.io d.requestbin.net'

/** Hosts to which data is dropped and from which strangers hand out what they like. */
export const DROP_SITES = hostList(PASTES, FILE_DROPS, TUNNELS, CATCHERS)
/** Hosts that are there to take in whatever comes. */
export const COLLECTORS = hostList(CATCHERS, TUNNELS)

/** Hosts that show whoever waits for it what came in, questions about their names too. */
export const WITNESSES = hostList(CATCHERS)

/** Names that are given to changing machines at somebody's home, below the provider's own. */
const HOME_LINES = hostList(
  'duckdns.org ddns.net hopto.org no-ip.org no-ip.biz no-ip.info noip.me noip.us sytes.net zapto.org serveblog.net servebeer.com serveftp.com servegame.com servehttp.com serveirc.com serveminecraft.net myftp.org myftp.biz myvnc.com redirectme.net bounceme.net gotdns.ch ddnsking.com 3utilities.com onthewifi.com viewdns.net webhop.me dyndns.org dyndns.info dyndns.biz dyndns.tv homeip.net homelinux.org homelinux.net homeunix.org dnsalias.com dnsalias.org is-a-geek.com dynu.net dynu.com dynv6.net mooo.com chickenkiller.com strangled.net crabdance.com ignorelist.com jumpingcrab.com ydns.eu freemyip.com myfritz.net synology.me dscloud.me i234.me myds.me diskstation.me quickconnect.to myqnapcloud.com cloudns.cl cloudns.cc cloudns.nz nsupdate.info ipv64.net spdns.de spdns.org spdns.eu goip.de selfhost.eu selfhost.bz feste-ip.net mynetgear.com tplinkdns.com asuscomm.com dedyn.io dns.army dynamic-dns.net changeip.org ddnss.de ddns.me dnsupdate.info loginto.me twodns.de now-dns.org dnsdynamic.org x10host.com dns-dns.com ns01.info dumb1.com my-wan.de',
)

/** Whether a host is somebody's line at home under a name that may be another machine tomorrow. */
export function isHomeLine(host: string): boolean {
  const labels = host.split('.').length
  return labels > 2 && !/^(?:www|docs|api|help|status|account)\./.test(host) && HOME_LINES.has(host)
}

/** Services that pass transactions of coins on. */
export const LEDGERS = hostList(
  'infura.io alchemy.com alchemyapi.io quiknode.pro quicknode.com ankr.com llamarpc.com cloudflare-eth.com publicnode.com chainstack.com getblock.io drpc.org mainnet-beta.solana.com helius-rpc.com',
)
