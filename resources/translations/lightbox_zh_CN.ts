<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name />
  <message>
   <source>
Limits: {limits}</source>
   <translation>
局限：{limits}</translation>
  </message>
  <message>
   <source> (acknowledged)</source>
   <translation>（已确认）</translation>
  </message>
  <message>
   <source> mm deep</source>
   <translation> mm 深</translation>
  </message>
  <message>
   <source> phases/s</source>
   <translation> 期/秒</translation>
  </message>
  <message>
   <source> {waiting} not reviewed: left out of a signed report.</source>
   <translation> {waiting} 项未审阅：不写入签署的报告。</translation>
  </message>
  <message>
   <source>&amp;1:1 pixels</source>
   <translation>1:1 像素(&amp;1)</translation>
  </message>
  <message>
   <source>&amp;3-D view</source>
   <translation>三维视图(&amp;3)</translation>
  </message>
  <message>
   <source>&amp;About Lightbox</source>
   <translation>关于 Lightbox(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Accept finding</source>
   <translation>接受发现(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Add segment</source>
   <translation>添加分割段(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Angle</source>
   <translation>角度(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Automatic</source>
   <translation>自动(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Brush</source>
   <translation>画笔(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Cancel operation</source>
   <translation>取消操作(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Cancel tool</source>
   <translation>取消工具(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Centerline</source>
   <translation>中心线(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Colors</source>
   <translation>颜色(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <translation>复制(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy values</source>
   <translation>复制数值(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy view</source>
   <translation>复制视图(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Crosshair</source>
   <translation>十字线(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <translation>深色(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete</source>
   <translation>删除(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete centerline</source>
   <translation>删除中心线(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete measurement or last point</source>
   <translation>删除测量或最后一点(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Display test patterns…</source>
   <translation>显示器测试图(&amp;D)…</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>编辑(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;Edit finding…</source>
   <translation>编辑发现(&amp;E)…</translation>
  </message>
  <message>
   <source>&amp;End curved MPR</source>
   <translation>结束曲面 MPR(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;English</source>
   <translation>English(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;First image</source>
   <translation>第一幅图像(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Freehand region</source>
   <translation>手绘区域(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Full range</source>
   <translation>全范围(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Go to</source>
   <translation>转到(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Grow region by a click</source>
   <translation>单击区域生长(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Hanging protocol</source>
   <translation>挂片协议(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Histogram…</source>
   <translation>直方图(&amp;H)…</translation>
  </message>
  <message>
   <source>&amp;Import report…</source>
   <translation>导入报告(&amp;I)…</translation>
  </message>
  <message>
   <source>&amp;Invert</source>
   <translation>反相(&amp;I)</translation>
  </message>
  <message>
   <source>&amp;Join series as phases…</source>
   <translation>将序列合并为时相(&amp;J)…</translation>
  </message>
  <message>
   <source>&amp;Keep layout as protocol…</source>
   <translation>将布局存为协议(&amp;K)…</translation>
  </message>
  <message>
   <source>&amp;Key image</source>
   <translation>关键图像(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Keys and mouse</source>
   <translation>快捷键与鼠标(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Keys and tool bar…</source>
   <translation>快捷键与工具栏(&amp;K)…</translation>
  </message>
  <message>
   <source>&amp;Last image</source>
   <translation>最后一幅图像(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Layout</source>
   <translation>布局(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Length</source>
   <translation>长度(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <translation>浅色(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;MPR, one large</source>
   <translation>MPR，一大两小(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;Measure edited segments again</source>
   <translation>重新测量已编辑的分割段(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;New segmentation</source>
   <translation>新建分割(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next finding</source>
   <translation>下一发现(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next image</source>
   <translation>下一幅图像(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next stage</source>
   <translation>下一阶段(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;One-up / grid, or end of drawing</source>
   <translation>单幅 / 多幅，或结束绘制(&amp;O)</translation>
  </message>
  <message>
   <source>&amp;Open folder…</source>
   <translation>打开文件夹(&amp;O)…</translation>
  </message>
  <message>
   <source>&amp;Pan</source>
   <translation>平移(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Planes</source>
   <translation>平面(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Presentation states</source>
   <translation>显示状态(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous finding</source>
   <translation>上一发现(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous image</source>
   <translation>上一幅图像(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous segment</source>
   <translation>上一分割段(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous stage</source>
   <translation>上一阶段(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>退出(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>重做(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Reject finding</source>
   <translation>拒绝发现(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Reset planes</source>
   <translation>重置平面(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Rotate right</source>
   <translation>向右旋转(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Save as PNG…</source>
   <translation>另存为 PNG(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Save picture as…</source>
   <translation>图像另存为(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Scissors</source>
   <translation>剪刀(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Scroll</source>
   <translation>翻页(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Search actions…</source>
   <translation>搜索操作(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Single plane</source>
   <translation>单一平面(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;System</source>
   <translation>跟随系统(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Text</source>
   <translation>文字(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Thicker slab</source>
   <translation>加厚层厚块(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Tools</source>
   <translation>工具(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Tour of the window</source>
   <translation>窗口导览(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>撤销(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;Unlink series</source>
   <translation>取消序列联动(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;User guide</source>
   <translation>用户指南(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Voxels</source>
   <translation>体素(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Window</source>
   <translation>窗宽窗位(&amp;W)</translation>
  </message>
  <message>
   <source>&amp;Window/level</source>
   <translation>窗宽/窗位(&amp;W)</translation>
  </message>
  <message>
   <source>&amp;Zoom</source>
   <translation>缩放(&amp;Z)</translation>
  </message>
  <message>
   <source>({there} in memory)</source>
   <translation>(内存中 {there} 期)</translation>
  </message>
  <message>
   <source>, between voxels</source>
   <translation>，体素间插值</translation>
  </message>
  <message>
   <source>, key images: {marks}, scores: {scores}.</source>
   <translation>，关键图像：{marks}，评分：{scores}。</translation>
  </message>
  <message>
   <source>, {count} left out…</source>
   <translation>，{count} 个未读入…</translation>
  </message>
  <message>
   <source>1 file</source>
   <translation>1 个文件</translation>
  </message>
  <message>
   <source>1 finding</source>
   <translation>1 个发现</translation>
  </message>
  <message>
   <source>1 job</source>
   <translation>1 个任务</translation>
  </message>
  <message>
   <source>&lt;h3&gt;Lightbox {version}&lt;/h3&gt;&lt;p&gt;A workstation for reading CT, MR and X-ray with plugins that propose findings.&lt;/p&gt;&lt;p&gt;{not_a_diagnosis}&lt;/p&gt;&lt;p&gt;{self_test}&lt;/p&gt;&lt;p&gt;The luminance of this display was not verified (PS3.14).&lt;/p&gt;&lt;p&gt;Apache License 2.0. Qt and PySide6 under the LGPL.&lt;/p&gt;</source>
   <translation>&lt;h3&gt;Lightbox {version}&lt;/h3&gt;&lt;p&gt;用于阅读 CT、MR 和 X 线图像的工作站，插件可提出候选发现。&lt;/p&gt;&lt;p&gt;{not_a_diagnosis}&lt;/p&gt;&lt;p&gt;{self_test}&lt;/p&gt;&lt;p&gt;本显示器的亮度未经验证（PS3.14）。&lt;/p&gt;&lt;p&gt;Apache 许可证 2.0。Qt 和 PySide6 采用 LGPL。&lt;/p&gt;</translation>
  </message>
  <message>
   <source>A finding of your own at the crosshair (Shift+N)</source>
   <translation>在十字线处添加自己的发现（Shift+N）</translation>
  </message>
  <message>
   <source>A segment was locked meanwhile; nothing was done.</source>
   <translation>期间有分割段被锁定；未作更改。</translation>
  </message>
  <message>
   <source>A segmentation holds {most_segments} segments at most.</source>
   <translation>一个分割最多含 {most_segments} 个分割段。</translation>
  </message>
  <message>
   <source>A straightened picture cannot be a key image.</source>
   <translation>拉直图像不能作为关键图像。</translation>
  </message>
  <message>
   <source>A&amp;dd finding here…</source>
   <translation>在此添加发现(&amp;D)…</translation>
  </message>
  <message>
   <source>AI</source>
   <translation>AI</translation>
  </message>
  <message>
   <source>About Lightbox</source>
   <translation>关于 Lightbox</translation>
  </message>
  <message>
   <source>Accept</source>
   <translation>接受</translation>
  </message>
  <message>
   <source>Accept or reject each finding; measurements, scores and the report are here, too.</source>
   <translation>逐项接受或拒绝发现；测量、评分和报告也在这里。</translation>
  </message>
  <message>
   <source>Acknowledge</source>
   <translation>确认</translation>
  </message>
  <message>
   <source>Acknowledge &amp;geometry…</source>
   <translation>确认几何信息(&amp;G)…</translation>
  </message>
  <message>
   <source>Acknowledged by {acknowledged_by}</source>
   <translation>由 {acknowledged_by} 确认</translation>
  </message>
  <message>
   <source>Acknowledged by {acknowledged_by}.</source>
   <translation>由 {acknowledged_by} 确认。</translation>
  </message>
  <message>
   <source>Acquisition Time</source>
   <translation>采集时间</translation>
  </message>
  <message>
   <source>Across the centerline{place}</source>
   <translation>垂直于中心线{place}</translation>
  </message>
  <message>
   <source>Actual Frame Duration</source>
   <translation>实际帧持续时间</translation>
  </message>
  <message>
   <source>Add finding</source>
   <translation>添加发现</translation>
  </message>
  <message>
   <source>Add key</source>
   <translation>添加快捷键</translation>
  </message>
  <message>
   <source>Add segment</source>
   <translation>添加分割段</translation>
  </message>
  <message>
   <source>Add to report</source>
   <translation>加入报告</translation>
  </message>
  <message>
   <source>Add {kind}</source>
   <translation>添加{kind}</translation>
  </message>
  <message>
   <source>Add {label}</source>
   <translation>添加 {label}</translation>
  </message>
  <message>
   <source>Add…</source>
   <translation>添加…</translation>
  </message>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All defaults</source>
   <translation>全部恢复默认</translation>
  </message>
  <message>
   <source>All views were copied.</source>
   <translation>已复制全部视图。</translation>
  </message>
  <message>
   <source>An operation is running; wait or cancel it.</source>
   <translation>操作正在进行；请等待或取消。</translation>
  </message>
  <message>
   <source>Analysis</source>
   <translation>分析</translation>
  </message>
  <message>
   <source>Angle</source>
   <translation>角度</translation>
  </message>
  <message>
   <source>Angle of view around the centerline</source>
   <translation>绕中心线的观察角度</translation>
  </message>
  <message>
   <source>Anywhere</source>
   <translation>任意位置</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>应用</translation>
  </message>
  <message>
   <source>Around crosshair</source>
   <translation>十字线周围</translation>
  </message>
  <message>
   <source>Arro&amp;w with text</source>
   <translation>带文字箭头(&amp;W)</translation>
  </message>
  <message>
   <source>Arrow</source>
   <translation>箭头</translation>
  </message>
  <message>
   <source>As acquired</source>
   <translation>采集平面</translation>
  </message>
  <message>
   <source>Ask the sender for the series again; other series stay usable.</source>
   <translation>请向发送方重新索取该序列；其他序列仍可使用。</translation>
  </message>
  <message>
   <source>Axial</source>
   <translation>横断位</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>上一步</translation>
  </message>
  <message>
   <source>Background</source>
   <translation>背景</translation>
  </message>
  <message>
   <source>Before and after</source>
   <translation>处理前后</translation>
  </message>
  <message>
   <source>Before and after, side by side</source>
   <translation>处理前后并排</translation>
  </message>
  <message>
   <source>Before | after</source>
   <translation>处理前 / 处理后</translation>
  </message>
  <message>
   <source>Begin playback here</source>
   <translation>从此处开始播放</translation>
  </message>
  <message>
   <source>Blending is not applied: it is shown on the series that lies below.</source>
   <translation>未应用融合：融合显示在底层序列上。</translation>
  </message>
  <message>
   <source>Blending is not applied: the upper series is not open or has no place here.</source>
   <translation>未应用融合：上层序列未打开，或在此处没有空间位置。</translation>
  </message>
  <message>
   <source>Blur</source>
   <translation>模糊</translation>
  </message>
  <message>
   <source>Bone</source>
   <translation>骨</translation>
  </message>
  <message>
   <source>Brain</source>
   <translation>脑</translation>
  </message>
  <message>
   <source>Brush as a ba&amp;ll</source>
   <translation>球形画笔(&amp;L)</translation>
  </message>
  <message>
   <source>Brush radius</source>
   <translation>画笔半径</translation>
  </message>
  <message>
   <source>C&amp;lose all studies</source>
   <translation>关闭全部检查(&amp;L)</translation>
  </message>
  <message>
   <source>C&amp;urved MPR</source>
   <translation>曲面 MPR(&amp;U)</translation>
  </message>
  <message>
   <source>CT angiography</source>
   <translation>CT 血管造影</translation>
  </message>
  <message>
   <source>Cali&amp;brate by the selected length…</source>
   <translation>用所选长度校准(&amp;B)…</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>校准</translation>
  </message>
  <message>
   <source>Calibrated by hand: {size:.4g} mm per pixel. Ctrl+Z takes it back.</source>
   <translation>已手动校准：每像素 {size:.4g} mm。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>Cancelled; nothing was changed.</source>
   <translation>已取消；未作更改。</translation>
  </message>
  <message>
   <source>Cancelling</source>
   <translation>正在取消</translation>
  </message>
  <message>
   <source>Cardiothoracic &amp;ratio</source>
   <translation>心胸比(&amp;R)</translation>
  </message>
  <message>
   <source>Cardiothoracic ratio</source>
   <translation>心胸比</translation>
  </message>
  <message>
   <source>Change keys…</source>
   <translation>更改快捷键…</translation>
  </message>
  <message>
   <source>Change only</source>
   <translation>仅更改</translation>
  </message>
  <message>
   <source>Check luminances against PS3.14</source>
   <translation>按 PS3.14 核对亮度</translation>
  </message>
  <message>
   <source>Check measured luminances…</source>
   <translation>核对实测亮度…</translation>
  </message>
  <message>
   <source>Check the file; `lightbox scan PATH` says what is there.</source>
   <translation>请检查文件；`lightbox scan PATH` 可列出其内容。</translation>
  </message>
  <message>
   <source>Check the registration</source>
   <translation>检查配准</translation>
  </message>
  <message>
   <source>Check two or more.</source>
   <translation>请勾选两个或更多。</translation>
  </message>
  <message>
   <source>Checkerboard</source>
   <translation>棋盘格</translation>
  </message>
  <message>
   <source>Choose a segment of the segmentation to export.</source>
   <translation>请选择要导出的分割中的一个分割段。</translation>
  </message>
  <message>
   <source>Choose a segment to edit, or make a new segmentation.</source>
   <translation>请选择要编辑的分割段，或新建分割。</translation>
  </message>
  <message>
   <source>Choose a series to lay over the images.</source>
   <translation>请选择要叠加的序列。</translation>
  </message>
  <message>
   <source>Choose a viewport with a volume first.</source>
   <translation>请先选择含容积数据的视口。</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Choose the mask that was made on this image, or export it again.</source>
   <translation>请选择在此图像上制作的掩膜，或重新导出。</translation>
  </message>
  <message>
   <source>Chosen tool (at first: {tool})</source>
   <translation>所选工具（初始：{tool}）</translation>
  </message>
  <message>
   <source>Cine Rate</source>
   <translation>电影播放速率</translation>
  </message>
  <message>
   <source>Circle</source>
   <translation>圆</translation>
  </message>
  <message>
   <source>Click to lock</source>
   <translation>单击锁定</translation>
  </message>
  <message>
   <source>Clinical history</source>
   <translation>临床病史</translation>
  </message>
  <message>
   <source>Clip</source>
   <translation>裁剪</translation>
  </message>
  <message>
   <source>Clip box and cut-away</source>
   <translation>裁剪框与剖切</translation>
  </message>
  <message>
   <source>Clip from {side}</source>
   <translation>从{side}裁剪</translation>
  </message>
  <message>
   <source>Clipped by a box</source>
   <translation>已用裁剪框裁剪</translation>
  </message>
  <message>
   <source>Co&amp;bb angle</source>
   <translation>Cobb 角(&amp;B)</translation>
  </message>
  <message>
   <source>Coarse while moving</source>
   <translation>移动时粗略显示</translation>
  </message>
  <message>
   <source>Cobb angle</source>
   <translation>Cobb 角</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>编码</translation>
  </message>
  <message>
   <source>Code as {label}</source>
   <translation>编码为 {label}</translation>
  </message>
  <message>
   <source>Color</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Color images have no single values to grow through.</source>
   <translation>彩色图像没有单一数值，无法区域生长。</translation>
  </message>
  <message>
   <source>Color table of the fusion</source>
   <translation>融合色表</translation>
  </message>
  <message>
   <source>Colors</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Colors and opacity</source>
   <translation>颜色与不透明度</translation>
  </message>
  <message>
   <source>Comment</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>对比</translation>
  </message>
  <message>
   <source>Compute</source>
   <translation>计算</translation>
  </message>
  <message>
   <source>Contents</source>
   <translation>目录</translation>
  </message>
  <message>
   <source>Cool</source>
   <translation>冷色</translation>
  </message>
  <message>
   <source>Copies the selected rows, or all of them</source>
   <translation>复制所选行；未选则复制全部</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy &amp;all views</source>
   <translation>复制全部视图(&amp;A)</translation>
  </message>
  <message>
   <source>Copy table</source>
   <translation>复制表格</translation>
  </message>
  <message>
   <source>Corner &amp;text: all / no patient / none</source>
   <translation>角落文字：全部 / 无患者信息 / 无(&amp;T)</translation>
  </message>
  <message>
   <source>Coronal</source>
   <translation>冠状位</translation>
  </message>
  <message>
   <source>Counting values</source>
   <translation>正在统计数值</translation>
  </message>
  <message>
   <source>Course over ti&amp;me…</source>
   <translation>时间曲线(&amp;M)…</translation>
  </message>
  <message>
   <source>Course over time: {there} of {count} phases are in memory</source>
   <translation>时间变化：{count} 个时相中有 {there} 个在内存中</translation>
  </message>
  <message>
   <source>Course over time: {title}</source>
   <translation>时间曲线：{title}</translation>
  </message>
  <message>
   <source>Crosshair in all planes</source>
   <translation>所有平面的十字线</translation>
  </message>
  <message>
   <source>Cut away: {plane}</source>
   <translation>已剖切：{plane}</translation>
  </message>
  <message>
   <source>Cycle, %</source>
   <translation>周期，%</translation>
  </message>
  <message>
   <source>Dashed outline: not reviewed. Solid: accepted or drawn by hand.</source>
   <translation>虚线轮廓：未审阅。实线：已接受或手工绘制。</translation>
  </message>
  <message>
   <source>Decimated {decimation}× while dragging</source>
   <translation>拖动时降采样 {decimation}×</translation>
  </message>
  <message>
   <source>Decimated {factors} (k × j × i)</source>
   <translation>降采样 {factors}（k × j × i）</translation>
  </message>
  <message>
   <source>Decimated {factor}×</source>
   <translation>降采样 {factor}×</translation>
  </message>
  <message>
   <source>Decisions and reports carry this name:</source>
   <translation>决定和报告将署此名：</translation>
  </message>
  <message>
   <source>Default key</source>
   <translation>默认快捷键</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Delete own protocol</source>
   <translation>删除自定义协议</translation>
  </message>
  <message>
   <source>Delete {label}</source>
   <translation>删除 {label}</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>设备</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Display test patterns</source>
   <translation>显示器测试图</translation>
  </message>
  <message>
   <source>Do</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>Do not use the numbers of this program.</source>
   <translation>请勿使用本程序的数值。</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Done again: {text}</source>
   <translation>已重做：{text}</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>双击</translation>
  </message>
  <message>
   <source>Double click  or  right click  or  Return</source>
   <translation>双击、右击或回车</translation>
  </message>
  <message>
   <source>Drag the triangles to play a part (Alt+[ and Alt+]; Alt+\ plays all)</source>
   <translation>拖动三角形以播放其中一段（Alt+[ 和 Alt+]；Alt+\ 播放全部）</translation>
  </message>
  <message>
   <source>Draw a length along something of known size on a film, and select it first.</source>
   <translation>请先在平片上沿已知尺寸的物体画一条长度并选中。</translation>
  </message>
  <message>
   <source>Drawn on</source>
   <translation>绘制平面</translation>
  </message>
  <message>
   <source>Drop a folder here, or press {key}. Series stand under their study; drag one into a viewport to see it there.</source>
   <translation>将文件夹拖到此处，或按 {key}。序列列在其检查之下；将序列拖入视口即可显示。</translation>
  </message>
  <message>
   <source>Drop a folder, files or a ZIP here, or press Ctrl+O.</source>
   <translation>将文件夹、文件或 ZIP 拖到此处，或按 Ctrl+O。</translation>
  </message>
  <message>
   <source>E&amp;raser</source>
   <translation>橡皮擦(&amp;R)</translation>
  </message>
  <message>
   <source>E&amp;xport as DICOM SEG…</source>
   <translation>导出为 DICOM SEG(&amp;X)…</translation>
  </message>
  <message>
   <source>E&amp;xport measurements…</source>
   <translation>导出测量(&amp;X)…</translation>
  </message>
  <message>
   <source>ENHANCED: {enhanced_words}; not for measuring</source>
   <translation>已增强：{enhanced_words}；不可用于测量</translation>
  </message>
  <message>
   <source>Edit &amp;text…</source>
   <translation>编辑文字(&amp;T)…</translation>
  </message>
  <message>
   <source>Edit finding</source>
   <translation>编辑发现</translation>
  </message>
  <message>
   <source>Edit text of {kind}</source>
   <translation>编辑{kind}的文字</translation>
  </message>
  <message>
   <source>Edit…</source>
   <translation>编辑…</translation>
  </message>
  <message>
   <source>Ell&amp;ipse</source>
   <translation>椭圆(&amp;I)</translation>
  </message>
  <message>
   <source>Ellipse</source>
   <translation>椭圆</translation>
  </message>
  <message>
   <source>End a polyline or a region</source>
   <translation>结束折线或区域</translation>
  </message>
  <message>
   <source>End playback here</source>
   <translation>播放到此处为止</translation>
  </message>
  <message>
   <source>End tour</source>
   <translation>结束导览</translation>
  </message>
  <message>
   <source>Enhanced picture</source>
   <translation>增强图像</translation>
  </message>
  <message>
   <source>Entropy (bins of {value:.4g}{sized})</source>
   <translation>熵（组距 {value:.4g}{sized}）</translation>
  </message>
  <message>
   <source>Even lightness</source>
   <translation>均匀亮度</translation>
  </message>
  <message>
   <source>Every series on the screen follows already.</source>
   <translation>屏幕上的所有序列均已联动。</translation>
  </message>
  <message>
   <source>Everything else</source>
   <translation>其他功能</translation>
  </message>
  <message>
   <source>Export CSV…</source>
   <translation>导出 CSV…</translation>
  </message>
  <message>
   <source>Export segmentation</source>
   <translation>导出分割</translation>
  </message>
  <message>
   <source>Export table</source>
   <translation>导出表格</translation>
  </message>
  <message>
   <source>Exported: {name}</source>
   <translation>已导出：{name}</translation>
  </message>
  <message>
   <source>Exporting the segmentation</source>
   <translation>正在导出分割</translation>
  </message>
  <message>
   <source>F&amp;indings</source>
   <translation>发现(&amp;I)</translation>
  </message>
  <message>
   <source>F&amp;it</source>
   <translation>适合窗口(&amp;I)</translation>
  </message>
  <message>
   <source>F&amp;ull screen</source>
   <translation>全屏(&amp;U)</translation>
  </message>
  <message>
   <source>Fade from one series to the other</source>
   <translation>在两个序列间淡入淡出</translation>
  </message>
  <message>
   <source>Fall</source>
   <translation>秋</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Fill</source>
   <translation>填充</translation>
  </message>
  <message>
   <source>Fill between slices</source>
   <translation>层间填充</translation>
  </message>
  <message>
   <source>Fill in</source>
   <translation>填入</translation>
  </message>
  <message>
   <source>Filter</source>
   <translation>筛选</translation>
  </message>
  <message>
   <source>Finding</source>
   <translation>发现</translation>
  </message>
  <message>
   <source>Findings</source>
   <translation>影像所见</translation>
  </message>
  <message>
   <source>Flip &amp;horizontally</source>
   <translation>水平翻转(&amp;H)</translation>
  </message>
  <message>
   <source>Flip &amp;vertically</source>
   <translation>垂直翻转(&amp;V)</translation>
  </message>
  <message>
   <source>Following the region</source>
   <translation>正在追踪区域</translation>
  </message>
  <message>
   <source>For clinician review – not a diagnosis; not a medical device.</source>
   <translation>供临床医师审阅——非诊断结论；非医疗器械。</translation>
  </message>
  <message>
   <source>For looking only: values and measurements are of the image as acquired.</source>
   <translation>仅供观察：数值和测量均取自原始图像。</translation>
  </message>
  <message>
   <source>Frame Reference DateTime</source>
   <translation>帧参考日期时间</translation>
  </message>
  <message>
   <source>Frame Reference Time</source>
   <translation>帧参考时间</translation>
  </message>
  <message>
   <source>Frame Time</source>
   <translation>帧时间</translation>
  </message>
  <message>
   <source>Frame Time Vector</source>
   <translation>帧时间向量</translation>
  </message>
  <message>
   <source>Frame {index}/{count}{moment}</source>
   <translation>帧 {index}/{count}{moment}</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>帧序列</translation>
  </message>
  <message>
   <source>Freehand</source>
   <translation>手绘区域</translation>
  </message>
  <message>
   <source>From</source>
   <translation>自</translation>
  </message>
  <message>
   <source>From	To	Pixels</source>
   <translation>自	至	像素数</translation>
  </message>
  <message>
   <source>From anterior</source>
   <translation>从前方</translation>
  </message>
  <message>
   <source>From feet</source>
   <translation>从足侧</translation>
  </message>
  <message>
   <source>From head</source>
   <translation>从头侧</translation>
  </message>
  <message>
   <source>From left</source>
   <translation>从左侧</translation>
  </message>
  <message>
   <source>From posterior</source>
   <translation>从后方</translation>
  </message>
  <message>
   <source>From right</source>
   <translation>从右侧</translation>
  </message>
  <message>
   <source>From {side}</source>
   <translation>从{side}</translation>
  </message>
  <message>
   <source>Full screen (F)</source>
   <translation>全屏（F）</translation>
  </message>
  <message>
   <source>Fusion</source>
   <translation>融合</translation>
  </message>
  <message>
   <source>Geometry</source>
   <translation>几何信息</translation>
  </message>
  <message>
   <source>Getting ready</source>
   <translation>正在准备</translation>
  </message>
  <message>
   <source>Go to: {caption}</source>
   <translation>转到：{caption}</translation>
  </message>
  <message>
   <source>Graphic layers</source>
   <translation>图形层</translation>
  </message>
  <message>
   <source>Grey</source>
   <translation>灰阶</translation>
  </message>
  <message>
   <source>Grey ramp</source>
   <translation>灰阶渐变</translation>
  </message>
  <message>
   <source>Grey values</source>
   <translation>灰度值</translation>
  </message>
  <message>
   <source>Grow by (negative shrinks)</source>
   <translation>扩大（负值缩小）</translation>
  </message>
  <message>
   <source>Grow from seeds</source>
   <translation>种子生长</translation>
  </message>
  <message>
   <source>Grow {label}</source>
   <translation>生长 {label}</translation>
  </message>
  <message>
   <source>Grow: tolerance ±</source>
   <translation>生长：容差 ±</translation>
  </message>
  <message>
   <source>Hidden; click to show</source>
   <translation>已隐藏；单击显示</translation>
  </message>
  <message>
   <source>Hide all</source>
   <translation>全部隐藏</translation>
  </message>
  <message>
   <source>Hide or show more: moves opacity along the values</source>
   <translation>显示或隐藏更多：沿数值移动不透明度</translation>
  </message>
  <message>
   <source>Histogram: {title}</source>
   <translation>直方图：{title}</translation>
  </message>
  <message>
   <source>Hold a bank card (85.60 × 53.98 mm) or a ruler against the screen {name}, and move the slider until the drawn card is as large.</source>
   <translation>将银行卡（85.60 × 53.98 mm）或直尺贴在屏幕 {name} 上，移动滑块直到所画卡片与其同样大小。</translation>
  </message>
  <message>
   <source>Hollow</source>
   <translation>中空</translation>
  </message>
  <message>
   <source>Hot iron</source>
   <translation>热铁</translation>
  </message>
  <message>
   <source>Hot metal blue</source>
   <translation>热金属蓝</translation>
  </message>
  <message>
   <source>How fast phases pass, beside the time that they took</source>
   <translation>时相播放的快慢，与实际采集用时相比</translation>
  </message>
  <message>
   <source>How much of this side is clipped away</source>
   <translation>该侧裁剪的比例</translation>
  </message>
  <message>
   <source>Im {index}/{count}</source>
   <translation>图像 {index}/{count}</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>Import report</source>
   <translation>导入报告</translation>
  </message>
  <message>
   <source>Impression</source>
   <translation>印象</translation>
  </message>
  <message>
   <source>In the report:
</source>
   <translation>已写入报告：
</translation>
  </message>
  <message>
   <source>Inside of segments only</source>
   <translation>仅分割段内</translation>
  </message>
  <message>
   <source>Inside {label}</source>
   <translation>{label} 内</translation>
  </message>
  <message>
   <source>Isl&amp;and by a click</source>
   <translation>单击孤岛(&amp;A)</translation>
  </message>
  <message>
   <source>Island click</source>
   <translation>单击孤岛</translation>
  </message>
  <message>
   <source>Islands</source>
   <translation>孤岛</translation>
  </message>
  <message>
   <source>Islands: {choice}</source>
   <translation>孤岛：{choice}</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Join series as phases</source>
   <translation>将序列合并为时相</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>保留</translation>
  </message>
  <message>
   <source>Keep layout as protocol</source>
   <translation>将布局存为协议</translation>
  </message>
  <message>
   <source>Keep this picture</source>
   <translation>保留此图像</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>快捷键</translation>
  </message>
  <message>
   <source>Key image marked.</source>
   <translation>已标记关键图像。</translation>
  </message>
  <message>
   <source>Key image removed.</source>
   <translation>已取消关键图像。</translation>
  </message>
  <message>
   <source>Keys and mouse</source>
   <translation>快捷键与鼠标</translation>
  </message>
  <message>
   <source>Keys and tool bar</source>
   <translation>快捷键与工具栏</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Kurtosis (excess, normal = 0)</source>
   <translation>峰度（超额，正态 = 0）</translation>
  </message>
  <message>
   <source>LUTs of the presentation state</source>
   <translation>显示状态的查找表</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Lan&amp;guage</source>
   <translation>语言(&amp;G)</translation>
  </message>
  <message>
   <source>Lar&amp;ger brush</source>
   <translation>放大画笔(&amp;G)</translation>
  </message>
  <message>
   <source>Left button: values (W)</source>
   <translation>左键：数值（W）</translation>
  </message>
  <message>
   <source>Left drag</source>
   <translation>左键拖动</translation>
  </message>
  <message>
   <source>Left of the line: as acquired. Right of it: enhanced.</source>
   <translation>分界线左侧：原始图像。右侧：增强图像。</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>长度</translation>
  </message>
  <message>
   <source>Length of the line in mm:</source>
   <translation>线段长度（mm）：</translation>
  </message>
  <message>
   <source>Lengths and volumes can be used; keep in mind what is listed here.</source>
   <translation>长度和体积可以使用；请注意此处所列事项。</translation>
  </message>
  <message>
   <source>Letter</source>
   <translation>Letter</translation>
  </message>
  <message>
   <source>Lies</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Light, voxels, segments</source>
   <translation>光照、体素、分割段</translation>
  </message>
  <message>
   <source>Lightbox did not end by itself</source>
   <translation>Lightbox 上次未正常退出</translation>
  </message>
  <message>
   <source>Lightbox, window {number}</source>
   <translation>Lightbox，窗口 {number}</translation>
  </message>
  <message>
   <source>Lines of 1 and 2 pixels</source>
   <translation>1 像素和 2 像素线</translation>
  </message>
  <message>
   <source>Line{length}, seen at {index:.0f}°</source>
   <translation>中心线{length}，观察角 {index:.0f}°</translation>
  </message>
  <message>
   <source>Link &amp;pan</source>
   <translation>联动平移(&amp;P)</translation>
  </message>
  <message>
   <source>Link &amp;scrolling</source>
   <translation>联动翻页(&amp;S)</translation>
  </message>
  <message>
   <source>Link &amp;window</source>
   <translation>联动窗宽窗位(&amp;W)</translation>
  </message>
  <message>
   <source>Link &amp;zoom</source>
   <translation>联动缩放(&amp;Z)</translation>
  </message>
  <message>
   <source>Link c&amp;rosshair</source>
   <translation>联动十字线(&amp;R)</translation>
  </message>
  <message>
   <source>Link series as they stand &amp;now</source>
   <translation>按当前位置联动序列(&amp;N)</translation>
  </message>
  <message>
   <source>Link the series</source>
   <translation>联动序列</translation>
  </message>
  <message>
   <source>Live&amp;wire region</source>
   <translation>智能勾边区域(&amp;W)</translation>
  </message>
  <message>
   <source>Liver</source>
   <translation>肝</translation>
  </message>
  <message>
   <source>Livewire</source>
   <translation>智能勾边</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>锁定</translation>
  </message>
  <message>
   <source>Locked; click to unlock</source>
   <translation>已锁定；单击解锁</translation>
  </message>
  <message>
   <source>Logical</source>
   <translation>逻辑运算</translation>
  </message>
  <message>
   <source>Long and short axis</source>
   <translation>长径与短径</translation>
  </message>
  <message>
   <source>Looking for plugins</source>
   <translation>正在查找插件</translation>
  </message>
  <message>
   <source>Looking through the files</source>
   <translation>正在检查文件</translation>
  </message>
  <message>
   <source>Lossy compressed</source>
   <translation>有损压缩</translation>
  </message>
  <message>
   <source>Luminance in cd/m² of the patterns 01 to {luminance_steps}, measured in the middle, one per line, darkest first:</source>
   <translation>测试图 01 至 {luminance_steps} 的中心亮度（cd/m²），每行一个，由暗到亮：</translation>
  </message>
  <message>
   <source>Luminance ratio {ratio:.0f}. Contrast is off the GSDF by {largest_percent:.1f} % at most: {verdict} the {primary_percent:.0f} % that AAPM TG18 asks of primary displays.</source>
   <translation>亮度比 {ratio:.0f}。对比度偏离 GSDF 最大 {largest_percent:.1f} %：{verdict} AAPM TG18 对诊断显示器要求的 {primary_percent:.0f} %。</translation>
  </message>
  <message>
   <source>Luminance {step:02d} (as TG18-LN)</source>
   <translation>亮度 {step:02d}（同 TG18-LN）</translation>
  </message>
  <message>
   <source>Lung</source>
   <translation>肺</translation>
  </message>
  <message>
   <source>MPR + &amp;3-D</source>
   <translation>MPR + 三维(&amp;3)</translation>
  </message>
  <message>
   <source>MPR in a &amp;row</source>
   <translation>MPR 一行(&amp;R)</translation>
  </message>
  <message>
   <source>MPR, &amp;2 × 2</source>
   <translation>MPR，2 × 2(&amp;2)</translation>
  </message>
  <message>
   <source>Ma&amp;gnifier</source>
   <translation>放大镜(&amp;G)</translation>
  </message>
  <message>
   <source>Magnifier 2× / 3× / 4×</source>
   <translation>放大镜 2× / 3× / 4×</translation>
  </message>
  <message>
   <source>Making surfaces</source>
   <translation>正在生成表面</translation>
  </message>
  <message>
   <source>Margin</source>
   <translation>边缘扩展</translation>
  </message>
  <message>
   <source>Max</source>
   <translation>最大值</translation>
  </message>
  <message>
   <source>Maximum: depth is not shown</source>
   <translation>最大密度：不显示深度</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>平均值</translation>
  </message>
  <message>
   <source>Mean, {unit}</source>
   <translation>平均值，{unit}</translation>
  </message>
  <message>
   <source>Measure {count} findings again</source>
   <translation>重新测量 {count} 个发现</translation>
  </message>
  <message>
   <source>Measured again.</source>
   <translation>已重新测量。</translation>
  </message>
  <message>
   <source>Measured luminances</source>
   <translation>实测亮度</translation>
  </message>
  <message>
   <source>Measurements</source>
   <translation>测量</translation>
  </message>
  <message>
   <source>Measuring again</source>
   <translation>正在重新测量</translation>
  </message>
  <message>
   <source>Median</source>
   <translation>中位数</translation>
  </message>
  <message>
   <source>Mediastinum</source>
   <translation>纵隔</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>菜单</translation>
  </message>
  <message>
   <source>Middle drag</source>
   <translation>中键拖动</translation>
  </message>
  <message>
   <source>Min</source>
   <translation>最小值</translation>
  </message>
  <message>
   <source>Modality</source>
   <translation>成像设备类型</translation>
  </message>
  <message>
   <source>Model {model_name} {digest}</source>
   <translation>模型 {model_name} {digest}</translation>
  </message>
  <message>
   <source>Mouse</source>
   <translation>鼠标</translation>
  </message>
  <message>
   <source>Mouse as in 3D Slicer</source>
   <translation>鼠标同 3D Slicer</translation>
  </message>
  <message>
   <source>Mouse as in ITK-SNAP</source>
   <translation>鼠标同 ITK-SNAP</translation>
  </message>
  <message>
   <source>Mouse: window on the left button</source>
   <translation>鼠标：左键调窗</translation>
  </message>
  <message>
   <source>Mouse: window on the right button</source>
   <translation>鼠标：右键调窗</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>移动图像</translation>
  </message>
  <message>
   <source>Move {kind}</source>
   <translation>移动{kind}</translation>
  </message>
  <message>
   <source>N&amp;ext segment</source>
   <translation>下一分割段(&amp;E)</translation>
  </message>
  <message>
   <source>NUMBERS SELF-TEST FAILED</source>
   <translation>数值自检失败</translation>
  </message>
  <message>
   <source>Name of the protocol</source>
   <translation>协议名称</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>新快捷键</translation>
  </message>
  <message>
   <source>New segmentation</source>
   <translation>新建分割</translation>
  </message>
  <message>
   <source>New viewer &amp;window</source>
   <translation>新建阅片窗口(&amp;W)</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>下一步</translation>
  </message>
  <message>
   <source>Next and previous image</source>
   <translation>前后翻页</translation>
  </message>
  <message>
   <source>Next phase</source>
   <translation>下一期</translation>
  </message>
  <message>
   <source>Next presentation state</source>
   <translation>下一个显示状态</translation>
  </message>
  <message>
   <source>Next s&amp;eries</source>
   <translation>下一序列(&amp;E)</translation>
  </message>
  <message>
   <source>Next viewport</source>
   <translation>下一视口</translation>
  </message>
  <message>
   <source>No description</source>
   <translation>无描述</translation>
  </message>
  <message>
   <source>No finding (whole patient)</source>
   <translation>无发现（整个患者）</translation>
  </message>
  <message>
   <source>No findings</source>
   <translation>无发现</translation>
  </message>
  <message>
   <source>No hanging protocol is in force; choose one in the Layout menu.</source>
   <translation>当前没有挂片协议；请在布局菜单中选择。</translation>
  </message>
  <message>
   <source>No key</source>
   <translation>无快捷键</translation>
  </message>
  <message>
   <source>No name</source>
   <translation>无姓名</translation>
  </message>
  <message>
   <source>No other segment gives way</source>
   <translation>其他分割段均不让位</translation>
  </message>
  <message>
   <source>No other series has its voxels in the same places as the active one.</source>
   <translation>没有其他序列的体素位置与当前序列相同。</translation>
  </message>
  <message>
   <source>No other series shares a frame of reference with this one, or is linked to it.</source>
   <translation>没有其他序列与此序列共用参考坐标系或与之联动。</translation>
  </message>
  <message>
   <source>No parameters.</source>
   <translation>无参数。</translation>
  </message>
  <message>
   <source>No plugin was found.</source>
   <translation>未找到插件。</translation>
  </message>
  <message>
   <source>No presentation state references this image.</source>
   <translation>没有引用此图像的显示状态。</translation>
  </message>
  <message>
   <source>No study</source>
   <translation>无检查</translation>
  </message>
  <message>
   <source>Nominal Percentage of Cardiac Phase</source>
   <translation>标称心动时相百分比</translation>
  </message>
  <message>
   <source>Nominal Percentage of Respiratory Phase</source>
   <translation>标称呼吸时相百分比</translation>
  </message>
  <message>
   <source>None</source>
   <translation>无</translation>
  </message>
  <message>
   <source>None of {files} files could be opened. See the import report.</source>
   <translation>{files} 个文件均无法打开。请查看导入报告。</translation>
  </message>
  <message>
   <source>Not applied of the presentation state: {what}.</source>
   <translation>显示状态中未应用：{what}。</translation>
  </message>
  <message>
   <source>Not shown in true size: the size of pixels or screen is not known.</source>
   <translation>未按实际尺寸显示：像素或屏幕的尺寸未知。</translation>
  </message>
  <message>
   <source>Nothing changed.</source>
   <translation>未作更改。</translation>
  </message>
  <message>
   <source>Nothing in this study belongs here.</source>
   <translation>此检查中没有适合此处的图像。</translation>
  </message>
  <message>
   <source>Nothing to redo.</source>
   <translation>没有可重做的操作。</translation>
  </message>
  <message>
   <source>Nothing to undo.</source>
   <translation>没有可撤销的操作。</translation>
  </message>
  <message>
   <source>Nothing was lost: every measurement, decision and edit was kept.
Open again what was open?

{names}</source>
   <translation>没有丢失：所有测量、决定和编辑均已保存。
是否重新打开上次的内容？

{names}</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>序号</translation>
  </message>
  <message>
   <source>Numbers self-test</source>
   <translation>数值自检</translation>
  </message>
  <message>
   <source>Numbers self-test failed</source>
   <translation>数值自检失败</translation>
  </message>
  <message>
   <source>Numbers self-test: running.</source>
   <translation>数值自检：进行中。</translation>
  </message>
  <message>
   <source>Numbers ✓</source>
   <translation>数值 ✓</translation>
  </message>
  <message>
   <source>Numbers: testing…</source>
   <translation>数值：自检中…</translation>
  </message>
  <message>
   <source>One-up / grid (Return or double click)</source>
   <translation>单幅 / 多幅（回车或双击）</translation>
  </message>
  <message>
   <source>One-up and back</source>
   <translation>单幅与还原</translation>
  </message>
  <message>
   <source>Only graphics and window of this kind of presentation state are shown.</source>
   <translation>此类显示状态只显示图形和窗宽窗位。</translation>
  </message>
  <message>
   <source>Only values from</source>
   <translation>仅限数值自</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>不透明度</translation>
  </message>
  <message>
   <source>Opacity of all segments</source>
   <translation>所有分割段的不透明度</translation>
  </message>
  <message>
   <source>Opacity of the fusion</source>
   <translation>融合的不透明度</translation>
  </message>
  <message>
   <source>Opacity of the saliency map</source>
   <translation>显著图的不透明度</translation>
  </message>
  <message>
   <source>Open &amp;files or ZIP…</source>
   <translation>打开文件或 ZIP(&amp;F)…</translation>
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation>最近打开(&amp;R)</translation>
  </message>
  <message>
   <source>Open DICOM files, DICOMDIR, ZIP, NIfTI, NRRD or films as PNG or JPEG</source>
   <translation>打开 DICOM 文件、DICOMDIR、ZIP、NIfTI、NRRD 或 PNG/JPEG 平片</translation>
  </message>
  <message>
   <source>Open a series first.</source>
   <translation>请先打开一个序列。</translation>
  </message>
  <message>
   <source>Open a study first</source>
   <translation>请先打开检查</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open studies</source>
   <translation>已打开的检查</translation>
  </message>
  <message>
   <source>Operation</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>Other segment</source>
   <translation>其他分割段</translation>
  </message>
  <message>
   <source>Other segments give way</source>
   <translation>其他分割段让位</translation>
  </message>
  <message>
   <source>Otsu</source>
   <translation>Otsu</translation>
  </message>
  <message>
   <source>Overlap</source>
   <translation>重叠</translation>
  </message>
  <message>
   <source>Overlays or presentation states not read: {reason}</source>
   <translation>叠加层或显示状态未读取：{reason}</translation>
  </message>
  <message>
   <source>PET</source>
   <translation>PET</translation>
  </message>
  <message>
   <source>PET 20 step</source>
   <translation>PET 20 级</translation>
  </message>
  <message>
   <source>PNG without the patient's text (*.png)</source>
   <translation>不含患者信息的 PNG (*.png)</translation>
  </message>
  <message>
   <source>Paper</source>
   <translation>纸张</translation>
  </message>
  <message>
   <source>Parallel projection</source>
   <translation>平行投影</translation>
  </message>
  <message>
   <source>Part series</source>
   <translation>拆分序列</translation>
  </message>
  <message>
   <source>Phase {number}/{count}</source>
   <translation>第 {number}/{count} 期</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>Picture saved: {name}</source>
   <translation>图像已保存：{name}</translation>
  </message>
  <message>
   <source>Picture written: {name}</source>
   <translation>图像已写入：{name}</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>像素数</translation>
  </message>
  <message>
   <source>Pixels per mm</source>
   <translation>每 mm 像素数</translation>
  </message>
  <message>
   <source>Pla&amp;y frames or planes</source>
   <translation>播放帧或平面(&amp;Y)</translation>
  </message>
  <message>
   <source>Play (C)</source>
   <translation>播放（C）</translation>
  </message>
  <message>
   <source>Play all frames</source>
   <translation>播放全部帧</translation>
  </message>
  <message>
   <source>Play every viewport that shows frames in time, by one clock</source>
   <translation>同步播放所有时间序列视口</translation>
  </message>
  <message>
   <source>Play phases</source>
   <translation>播放各期</translation>
  </message>
  <message>
   <source>Play phases (Shift+Y)</source>
   <translation>播放各期 (Shift+Y)</translation>
  </message>
  <message>
   <source>Plugin</source>
   <translation>插件</translation>
  </message>
  <message>
   <source>Plugins propose findings; segments and fusion are beside them.</source>
   <translation>插件提出候选发现；旁边是分割与融合。</translation>
  </message>
  <message>
   <source>Pol&amp;yline</source>
   <translation>折线(&amp;Y)</translation>
  </message>
  <message>
   <source>Polyline</source>
   <translation>折线</translation>
  </message>
  <message>
   <source>Positions, orientation and spacing agree.</source>
   <translation>位置、方向和间距一致。</translation>
  </message>
  <message>
   <source>Positions, orientation and spacing agree. Lengths and volumes can be used.</source>
   <translation>位置、方向和间距一致。长度和体积可以使用。</translation>
  </message>
  <message>
   <source>Preparing the three-dimensional picture…</source>
   <translation>正在准备三维图像…</translation>
  </message>
  <message>
   <source>Presentation state on / off</source>
   <translation>显示状态开 / 关</translation>
  </message>
  <message>
   <source>Presentation state: {title}</source>
   <translation>显示状态：{title}</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Preview: nothing would change.</source>
   <translation>预览：不会有任何改变。</translation>
  </message>
  <message>
   <source>Preview: {label} {before} → {after} mL; not applied yet</source>
   <translation>预览：{label} {before} → {after} mL；尚未应用</translation>
  </message>
  <message>
   <source>Preview: {label} {before} → {after} pixels; not applied yet</source>
   <translation>预览：{label} {before} → {after} 像素；尚未应用</translation>
  </message>
  <message>
   <source>Previewing…</source>
   <translation>正在预览…</translation>
  </message>
  <message>
   <source>Previous &amp;series</source>
   <translation>上一序列(&amp;S)</translation>
  </message>
  <message>
   <source>Previous phase</source>
   <translation>上一期</translation>
  </message>
  <message>
   <source>Previous viewport</source>
   <translation>上一视口</translation>
  </message>
  <message>
   <source>Prior {date}  {words}</source>
   <translation>既往 {date}  {words}</translation>
  </message>
  <message>
   <source>Prob&amp;e</source>
   <translation>探针(&amp;E)</translation>
  </message>
  <message>
   <source>Prob.</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Probability {probability:.2f}. {probability_note}</source>
   <translation>概率 {probability:.2f}。{probability_note}</translation>
  </message>
  <message>
   <source>Probe</source>
   <translation>探针</translation>
  </message>
  <message>
   <source>Proposals need review by a clinician; not a diagnosis.</source>
   <translation>候选结果须经临床医师审阅；非诊断结论。</translation>
  </message>
  <message>
   <source>Protocol deleted: {title}</source>
   <translation>已删除协议：{title}</translation>
  </message>
  <message>
   <source>Protocol kept: {title}</source>
   <translation>已保存协议：{title}</translation>
  </message>
  <message>
   <source>Quality (as TG18-QC)</source>
   <translation>质量（同 TG18-QC）</translation>
  </message>
  <message>
   <source>Radiograph</source>
   <translation>X 线平片</translation>
  </message>
  <message>
   <source>Radius of the brush</source>
   <translation>画笔半径</translation>
  </message>
  <message>
   <source>Rainbow</source>
   <translation>彩虹</translation>
  </message>
  <message>
   <source>Re&amp;gister series to the active one…</source>
   <translation>将序列配准到当前序列(&amp;G)…</translation>
  </message>
  <message>
   <source>Re&amp;open finding</source>
   <translation>重新审阅发现(&amp;O)</translation>
  </message>
  <message>
   <source>Reader not named</source>
   <translation>未署医师姓名</translation>
  </message>
  <message>
   <source>Reader's &amp;name…</source>
   <translation>阅片医师姓名(&amp;N)…</translation>
  </message>
  <message>
   <source>Reader's name</source>
   <translation>阅片医师姓名</translation>
  </message>
  <message>
   <source>Reader: {name}</source>
   <translation>阅片医师：{name}</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>正在读取</translation>
  </message>
  <message>
   <source>Reading phase {number}…</source>
   <translation>正在读取第 {number} 期…</translation>
  </message>
  <message>
   <source>Readings</source>
   <translation>测量值</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>正在读取…</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Rectan&amp;gle</source>
   <translation>矩形(&amp;G)</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>矩形</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Refining…</source>
   <translation>正在细化…</translation>
  </message>
  <message>
   <source>Registering {moving} to {fixed}…</source>
   <translation>正在将 {moving} 配准到 {fixed}…</translation>
  </message>
  <message>
   <source>Registration given up.</source>
   <translation>已放弃配准。</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>拒绝</translation>
  </message>
  <message>
   <source>Remove calibration</source>
   <translation>移除校准</translation>
  </message>
  <message>
   <source>Rename segment</source>
   <translation>重命名分割段</translation>
  </message>
  <message>
   <source>Reopen</source>
   <translation>重新审阅</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>报告</translation>
  </message>
  <message>
   <source>Report written: {name}  (hash {digest})</source>
   <translation>报告已写入：{name}（哈希 {digest}）</translation>
  </message>
  <message>
   <source>Resampled for display</source>
   <translation>显示已重采样</translation>
  </message>
  <message>
   <source>Rese&amp;t view</source>
   <translation>重置视图(&amp;T)</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>审阅</translation>
  </message>
  <message>
   <source>Review the findings, then write the report again.</source>
   <translation>请审阅发现后重新写报告。</translation>
  </message>
  <message>
   <source>Reviewed findings: {kept}</source>
   <translation>已审阅的发现：{kept}</translation>
  </message>
  <message>
   <source>Right click on its line</source>
   <translation>右击其线条</translation>
  </message>
  <message>
   <source>Right drag</source>
   <translation>右键拖动</translation>
  </message>
  <message>
   <source>Risk</source>
   <translation>风险评分</translation>
  </message>
  <message>
   <source>Rotate left</source>
   <translation>向左旋转</translation>
  </message>
  <message>
   <source>Row {row:.0f}  column {column:.0f}</source>
   <translation>行 {row:.0f}  列 {column:.0f}</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>S&amp;egmentation</source>
   <translation>分割(&amp;E)</translation>
  </message>
  <message>
   <source>SD (of the population)</source>
   <translation>标准差（总体）</translation>
  </message>
  <message>
   <source>SNOMED CT codes, as DICOM segmentations name structures.</source>
   <translation>SNOMED CT 编码，与 DICOM 分割的结构命名一致。</translation>
  </message>
  <message>
   <source>Sagittal</source>
   <translation>矢状位</translation>
  </message>
  <message>
   <source>Saliency map</source>
   <translation>显著图</translation>
  </message>
  <message>
   <source>Save draft…</source>
   <translation>保存草稿…</translation>
  </message>
  <message>
   <source>Save picture</source>
   <translation>保存图像</translation>
  </message>
  <message>
   <source>Save report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Save table…</source>
   <translation>保存表格…</translation>
  </message>
  <message>
   <source>Scissors</source>
   <translation>剪刀</translation>
  </message>
  <message>
   <source>Scissors cut</source>
   <translation>剪刀切割</translation>
  </message>
  <message>
   <source>Scissors: {cut} of {label}</source>
   <translation>剪刀：{label} {cut}</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>评分</translation>
  </message>
  <message>
   <source>Scores of these findings rest on the former numbers; make them again.</source>
   <translation>这些发现的评分基于旧数值；请重新评分。</translation>
  </message>
  <message>
   <source>Se {number}  </source>
   <translation>序列 {number}  </translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Search actions and series</source>
   <translation>搜索操作和序列</translation>
  </message>
  <message>
   <source>Search, e.g. left kidney</source>
   <translation>搜索，例如 left kidney</translation>
  </message>
  <message>
   <source>Search; Enter finds the next place</source>
   <translation>搜索；回车查找下一处</translation>
  </message>
  <message>
   <source>Seen is not measured: this does not verify the display.</source>
   <translation>目视不等于测量：这不能验证显示器。</translation>
  </message>
  <message>
   <source>Segment</source>
   <translation>分割段</translation>
  </message>
  <message>
   <source>Segment color</source>
   <translation>分割段颜色</translation>
  </message>
  <message>
   <source>Segment editor</source>
   <translation>分割编辑</translation>
  </message>
  <message>
   <source>Segments</source>
   <translation>分割段</translation>
  </message>
  <message>
   <source>Segments to edit</source>
   <translation>要编辑的分割段</translation>
  </message>
  <message>
   <source>Series</source>
   <translation>序列</translation>
  </message>
  <message>
   <source>Series Description</source>
   <translation>序列描述</translation>
  </message>
  <message>
   <source>Series laid over</source>
   <translation>叠加的序列</translation>
  </message>
  <message>
   <source>Set two points of a centerline first (Planes &gt; Centerline).</source>
   <translation>请先设置中心线的两个点（平面 &gt; 中心线）。</translation>
  </message>
  <message>
   <source>Shift + move</source>
   <translation>Shift + 移动</translation>
  </message>
  <message>
   <source>Shift + wheel</source>
   <translation>Shift + 滚轮</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show &amp;crosshair</source>
   <translation>显示十字线(&amp;C)</translation>
  </message>
  <message>
   <source>Show &amp;masks</source>
   <translation>显示掩膜(&amp;M)</translation>
  </message>
  <message>
   <source>Show &amp;reference lines</source>
   <translation>显示定位线(&amp;R)</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>Show an image first.</source>
   <translation>请先显示图像。</translation>
  </message>
  <message>
   <source>Show en&amp;hanced picture</source>
   <translation>显示增强图像(&amp;H)</translation>
  </message>
  <message>
   <source>Show everything</source>
   <translation>显示全部</translation>
  </message>
  <message>
   <source>Show m&amp;easurements</source>
   <translation>显示测量(&amp;E)</translation>
  </message>
  <message>
   <source>Show o&amp;verlays and graphics</source>
   <translation>显示叠加层和图形(&amp;V)</translation>
  </message>
  <message>
   <source>Show sa&amp;liency map</source>
   <translation>显示显著图(&amp;L)</translation>
  </message>
  <message>
   <source>Show series without a common frame of reference side by side to link them.</source>
   <translation>要联动没有共同参考坐标系的序列，请将其并排显示。</translation>
  </message>
  <message>
   <source>Show shu&amp;tters</source>
   <translation>显示遮光器(&amp;T)</translation>
  </message>
  <message>
   <source>Show what the operation would do; Esc ends it</source>
   <translation>显示该操作的结果；按 Esc 结束预览</translation>
  </message>
  <message>
   <source>Show {series}</source>
   <translation>显示 {series}</translation>
  </message>
  <message>
   <source>Shown as it came, without a presentation state.</source>
   <translation>按原样显示，未应用显示状态。</translation>
  </message>
  <message>
   <source>Shown segments give way</source>
   <translation>显示的分割段让位</translation>
  </message>
  <message>
   <source>Shown; click to hide</source>
   <translation>已显示；单击隐藏</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>侧别</translation>
  </message>
  <message>
   <source>Side along {axis}</source>
   <translation>沿 {axis} 的边长</translation>
  </message>
  <message>
   <source>Sign…</source>
   <translation>签署…</translation>
  </message>
  <message>
   <source>Site</source>
   <translation>部位</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>Size of the screen</source>
   <translation>屏幕尺寸</translation>
  </message>
  <message>
   <source>Size of the screen…</source>
   <translation>屏幕尺寸…</translation>
  </message>
  <message>
   <source>Skewness</source>
   <translation>偏度</translation>
  </message>
  <message>
   <source>Slab of 10 mm (MI&amp;P)</source>
   <translation>10 mm 层厚块（MIP）(&amp;P)</translation>
  </message>
  <message>
   <source>Slab {thickness_mm:g} mm {mode}</source>
   <translation>层厚块 {thickness_mm:g} mm {mode}</translation>
  </message>
  <message>
   <source>Slab: m&amp;ean</source>
   <translation>层厚块：平均(&amp;E)</translation>
  </message>
  <message>
   <source>Slab: ma&amp;ximum (MIP)</source>
   <translation>层厚块：最大密度（MIP）(&amp;X)</translation>
  </message>
  <message>
   <source>Slab: mi&amp;nimum (MinIP)</source>
   <translation>层厚块：最小密度（MinIP）(&amp;N)</translation>
  </message>
  <message>
   <source>Slices of this series lie unevenly; segments are not edited on it.</source>
   <translation>此序列层间距不均匀；不能在其上编辑分割。</translation>
  </message>
  <message>
   <source>Sma&amp;ller brush</source>
   <translation>缩小画笔(&amp;L)</translation>
  </message>
  <message>
   <source>Smallest to keep</source>
   <translation>保留的最小体积</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Soft tissue</source>
   <translation>软组织</translation>
  </message>
  <message>
   <source>Spacing (slice, row, column) {join} mm</source>
   <translation>间距（层、行、列）{join} mm</translation>
  </message>
  <message>
   <source>Spacing not trusted: no scale</source>
   <translation>间距不可信：不显示比例尺</translation>
  </message>
  <message>
   <source>Spacing not trusted: px</source>
   <translation>间距不可信：以 px 计</translation>
  </message>
  <message>
   <source>Spline</source>
   <translation>样条区域</translation>
  </message>
  <message>
   <source>Spline region</source>
   <translation>样条区域</translation>
  </message>
  <message>
   <source>Spring</source>
   <translation>春</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Statement</source>
   <translation>表述</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stopped by a fault</source>
   <translation>因故障停止</translation>
  </message>
  <message>
   <source>Straightened</source>
   <translation>拉直图像</translation>
  </message>
  <message>
   <source>Straightened: no mm</source>
   <translation>拉直图像：不以 mm 计</translation>
  </message>
  <message>
   <source>Stroke</source>
   <translation>卒中</translation>
  </message>
  <message>
   <source>Studies</source>
   <translation>检查</translation>
  </message>
  <message>
   <source>Subdural</source>
   <translation>硬膜下</translation>
  </message>
  <message>
   <source>Summer</source>
   <translation>夏</translation>
  </message>
  <message>
   <source>Surfaces of &amp;segments</source>
   <translation>分割段表面(&amp;S)</translation>
  </message>
  <message>
   <source>Surfaces only</source>
   <translation>仅表面</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>主题(&amp;H)</translation>
  </message>
  <message>
   <source>Take over what was measured on the finding and what the images state</source>
   <translation>采用该发现的测量值和图像中的信息</translation>
  </message>
  <message>
   <source>Temporal Position Time Offset</source>
   <translation>时间位置偏移</translation>
  </message>
  <message>
   <source>Temporal Position and Temporal Resolution</source>
   <translation>时间位置与时间分辨率</translation>
  </message>
  <message>
   <source>Temporal bone</source>
   <translation>颞骨</translation>
  </message>
  <message>
   <source>Terms</source>
   <translation>术语</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>Text, values, histogram of a measurement</source>
   <translation>测量的文字、数值和直方图</translation>
  </message>
  <message>
   <source>Text:</source>
   <translation>文字：</translation>
  </message>
  <message>
   <source>Th&amp;inner slab</source>
   <translation>减薄层厚块(&amp;I)</translation>
  </message>
  <message>
   <source>The active image is not joined with other series.</source>
   <translation>当前图像未与其他序列合并。</translation>
  </message>
  <message>
   <source>The file may be damaged; ask the sender for it again.</source>
   <translation>文件可能已损坏；请重新索取。</translation>
  </message>
  <message>
   <source>The geometry badge names the files and the reasons.</source>
   <translation>几何标记列出了文件和原因。</translation>
  </message>
  <message>
   <source>The image is in color: grey values of the state are not applied.</source>
   <translation>图像为彩色：未应用显示状态的灰度值。</translation>
  </message>
  <message>
   <source>The language is in force at the next start.</source>
   <translation>语言将在下次启动时生效。</translation>
  </message>
  <message>
   <source>The last segment stays; erase it or hide it.</source>
   <translation>最后一个分割段须保留；可擦除或隐藏。</translation>
  </message>
  <message>
   <source>The lookup tables of the presentation state do not fit the values of the image.</source>
   <translation>显示状态的查找表与图像数值不符。</translation>
  </message>
  <message>
   <source>The outline was changed after measuring; make the numbers anew</source>
   <translation>轮廓在测量后已更改；请重新计算数值</translation>
  </message>
  <message>
   <source>The picture could not be written: {name}</source>
   <translation>无法写入图像：{name}</translation>
  </message>
  <message>
   <source>The pictures are numbered: the file states no times.</source>
   <translation>图像按序号排列：文件未注明时间。</translation>
  </message>
  <message>
   <source>The presentation state has no window: as the file asks.</source>
   <translation>显示状态没有窗宽窗位：按文件所要求显示。</translation>
  </message>
  <message>
   <source>The presentation state is shown on acquired planes only.</source>
   <translation>显示状态仅在采集平面上显示。</translation>
  </message>
  <message>
   <source>The range above the value that best parts this image in two</source>
   <translation>将图像最佳二分的阈值以上范围</translation>
  </message>
  <message>
   <source>The region holds no pixel with a value.</source>
   <translation>区域内没有有数值的像素。</translation>
  </message>
  <message>
   <source>The same as in a former run</source>
   <translation>与先前的运行结果相同</translation>
  </message>
  <message>
   <source>The screen does not report its size: measure it first (View).</source>
   <translation>屏幕未报告其尺寸：请先测量（视图菜单）。</translation>
  </message>
  <message>
   <source>The segmentation was changed meanwhile; nothing was done.</source>
   <translation>期间分割已更改；未执行操作。</translation>
  </message>
  <message>
   <source>The series is read…</source>
   <translation>正在读取序列…</translation>
  </message>
  <message>
   <source>The side from which the patient is seen</source>
   <translation>观察患者的方向</translation>
  </message>
  <message>
   <source>The three-dimensional picture could not be made.</source>
   <translation>无法生成三维图像。</translation>
  </message>
  <message>
   <source>The values were copied.</source>
   <translation>数值已复制。</translation>
  </message>
  <message>
   <source>The view was copied.</source>
   <translation>视图已复制。</translation>
  </message>
  <message>
   <source>The wheel scrolls, the left button holds the chosen tool, the middle one moves the picture. A double click shows one viewport alone, and all of them again.</source>
   <translation>滚轮翻页，左键为所选工具，中键移动图像。双击可单独显示一个视口，再次双击还原。</translation>
  </message>
  <message>
   <source>There are no measurements to export.</source>
   <translation>没有可导出的测量。</translation>
  </message>
  <message>
   <source>There is no true size: the pixel size of this image is not known.</source>
   <translation>没有真实尺寸：此图像的像素大小未知。</translation>
  </message>
  <message>
   <source>These volumes have their voxels in the same places. Those that are checked are stepped, played and followed as phases of one volume.</source>
   <translation>这些容积的体素位置相同。勾选的容积将作为同一容积的各个时相逐一显示、播放和跟踪。</translation>
  </message>
  <message>
   <source>Thicker and thinner slab</source>
   <translation>加厚和减薄层厚块</translation>
  </message>
  <message>
   <source>This plugin cannot be run: {reason}</source>
   <translation>无法运行此插件：{reason}</translation>
  </message>
  <message>
   <source>This plugin takes {takes}; the series is {modality}.</source>
   <translation>此插件适用于 {takes}；该序列为 {modality}。</translation>
  </message>
  <message>
   <source>This study fills no other stage.</source>
   <translation>此检查没有可填充的其他阶段。</translation>
  </message>
  <message>
   <source>Three-dimensional pictures need a volume of parallel slices.</source>
   <translation>三维图像需要由平行层面组成的容积数据。</translation>
  </message>
  <message>
   <source>Threshold (masking range)</source>
   <translation>阈值（掩膜范围）</translation>
  </message>
  <message>
   <source>Time, s</source>
   <translation>时间，s</translation>
  </message>
  <message>
   <source>Times from the file: {source}.</source>
   <translation>时间来自文件：{source}。</translation>
  </message>
  <message>
   <source>To</source>
   <translation>至</translation>
  </message>
  <message>
   <source>To review</source>
   <translation>待审阅</translation>
  </message>
  <message>
   <source>Tool bar</source>
   <translation>工具栏</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>工具</translation>
  </message>
  <message>
   <source>Tr&amp;ue size</source>
   <translation>真实尺寸(&amp;U)</translation>
  </message>
  <message>
   <source>Transparent below</source>
   <translation>低于此值透明</translation>
  </message>
  <message>
   <source>Trigger Time</source>
   <translation>触发时间</translation>
  </message>
  <message>
   <source>True size by what the screen reports; View &gt; Size of the screen measures it.</source>
   <translation>按屏幕报告的尺寸显示真实大小；视图 &gt; 屏幕尺寸 可测量。</translation>
  </message>
  <message>
   <source>Turn around the centerline, {angle_step_deg:g}° a step</source>
   <translation>绕中心线旋转，每步 {angle_step_deg:g}°</translation>
  </message>
  <message>
   <source>Turn off the slab: segments are edited on single planes.</source>
   <translation>请关闭层厚块：分割须在单一平面上编辑。</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Undone: {text}</source>
   <translation>已撤销：{text}</translation>
  </message>
  <message>
   <source>Uniform, bright (as TG18-UN80)</source>
   <translation>均匀，亮（同 TG18-UN80）</translation>
  </message>
  <message>
   <source>Uniform, dark (as TG18-UN10)</source>
   <translation>均匀，暗（同 TG18-UN10）</translation>
  </message>
  <message>
   <source>User guide</source>
   <translation>用户指南</translation>
  </message>
  <message>
   <source>VOI LUT {number}</source>
   <translation>VOI LUT {number}</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>Values {quantity}   {photometric}</source>
   <translation>数值 {quantity}   {photometric}</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>体积</translation>
  </message>
  <message>
   <source>Volumes, diameters and doubling times are withheld, because they would rest on what is listed here. Acknowledging it gives them, with a caveat, in your name.</source>
   <translation>体积、直径和倍增时间暂不给出，因为它们依赖于此处所列的信息。确认后将以您的名义附加说明给出。</translation>
  </message>
  <message>
   <source>Voxels &amp;inside of segments only</source>
   <translation>仅分割段内的体素(&amp;I)</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>Wall</source>
   <translation>壁厚</translation>
  </message>
  <message>
   <source>Way</source>
   <translation>方式</translation>
  </message>
  <message>
   <source>What</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>What fits</source>
   <translation>匹配项</translation>
  </message>
  <message>
   <source>What happens at the last frame</source>
   <translation>到最后一帧时</translation>
  </message>
  <message>
   <source>What is known of the geometry; click for details</source>
   <translation>几何信息概况；单击查看详情</translation>
  </message>
  <message>
   <source>What is this segment?</source>
   <translation>此分割段是什么？</translation>
  </message>
  <message>
   <source>What it is, e.g. Nodule</source>
   <translation>是什么，例如结节</translation>
  </message>
  <message>
   <source>What the report says of it</source>
   <translation>报告中的表述</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>滚轮</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Where this value comes from</source>
   <translation>此值的来源</translation>
  </message>
  <message>
   <source>Which files were left out, and why</source>
   <translation>哪些文件未读入及原因</translation>
  </message>
  <message>
   <source>Whole image</source>
   <translation>整幅图像</translation>
  </message>
  <message>
   <source>Why; stands in the history</source>
   <translation>原因；记入历史</translation>
  </message>
  <message>
   <source>Width and level</source>
   <translation>窗宽窗位</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>窗</translation>
  </message>
  <message>
   <source>Window &amp;{n}</source>
   <translation>预设窗 &amp;{n}</translation>
  </message>
  <message>
   <source>Windowing, crosshair and measuring. Number keys choose windows; every tool has a key.</source>
   <translation>调窗、十字线和测量。数字键选择预设窗；每个工具都有快捷键。</translation>
  </message>
  <message>
   <source>Windows; keys 1 to 9, 0 for the full range</source>
   <translation>预设窗；按键 1 至 9，0 为全范围</translation>
  </message>
  <message>
   <source>Window…</source>
   <translation>预设窗…</translation>
  </message>
  <message>
   <source>Winter</source>
   <translation>冬</translation>
  </message>
  <message>
   <source>With</source>
   <translation>与</translation>
  </message>
  <message>
   <source>Writing the report</source>
   <translation>正在写报告</translation>
  </message>
  <message>
   <source>Writing the report…</source>
   <translation>正在写报告…</translation>
  </message>
  <message>
   <source>Writing the table</source>
   <translation>正在写表格</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>缩放</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>放大</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>Zoom {zoom:.0f} %  {how}</source>
   <translation>缩放 {zoom:.0f} %  {how}</translation>
  </message>
  <message>
   <source>`lightbox plugins check` tells what is wrong with a plugin.</source>
   <translation>`lightbox plugins check` 可说明插件的问题。</translation>
  </message>
  <message>
   <source>`lightbox risk --list` describes every input.</source>
   <translation>`lightbox risk --list` 说明每项输入。</translation>
  </message>
  <message>
   <source>a segmented palette</source>
   <translation>分段调色板</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>已接受</translation>
  </message>
  <message>
   <source>and {value} more; Copy gives all of them</source>
   <translation>另有 {value} 个；复制可得到全部</translation>
  </message>
  <message>
   <source>anterior</source>
   <translation>前方</translation>
  </message>
  <message>
   <source>as acquired</source>
   <translation>原始图像</translation>
  </message>
  <message>
   <source>automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>blending</source>
   <translation>融合</translation>
  </message>
  <message>
   <source>born {date}</source>
   <translation>出生 {date}</translation>
  </message>
  <message>
   <source>by hand</source>
   <translation>手动</translation>
  </message>
  <message>
   <source>color</source>
   <translation>彩色</translation>
  </message>
  <message>
   <source>edited</source>
   <translation>已编辑</translation>
  </message>
  <message>
   <source>enhanced</source>
   <translation>增强</translation>
  </message>
  <message>
   <source>feet</source>
   <translation>足侧</translation>
  </message>
  <message>
   <source>file</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>film</source>
   <translation>平片</translation>
  </message>
  <message>
   <source>frames</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>graphics only</source>
   <translation>仅图形</translation>
  </message>
  <message>
   <source>head</source>
   <translation>头侧</translation>
  </message>
  <message>
   <source>image</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>interpolated</source>
   <translation>插值</translation>
  </message>
  <message>
   <source>inverted</source>
   <translation>反相</translation>
  </message>
  <message>
   <source>left</source>
   <translation>左侧</translation>
  </message>
  <message>
   <source>measured on another series</source>
   <translation>在其他序列上测量</translation>
  </message>
  <message>
   <source>no finding</source>
   <translation>无发现</translation>
  </message>
  <message>
   <source>not for measurement</source>
   <translation>不可用于测量</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>未提供</translation>
  </message>
  <message>
   <source>not reviewed</source>
   <translation>未审阅</translation>
  </message>
  <message>
   <source>not stated in the file</source>
   <translation>文件未注明</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>number</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>posterior</source>
   <translation>后方</translation>
  </message>
  <message>
   <source>presentation state</source>
   <translation>显示状态</translation>
  </message>
  <message>
   <source>preset</source>
   <translation>预设</translation>
  </message>
  <message>
   <source>proposed</source>
   <translation>候选</translation>
  </message>
  <message>
   <source>pseudo-color</source>
   <translation>伪彩</translation>
  </message>
  <message>
   <source>real time</source>
   <translation>实时</translation>
  </message>
  <message>
   <source>reduced</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>reduced, {pooled} × {pooled} averaged</source>
   <translation>缩小，{pooled} × {pooled} 平均</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>已拒绝</translation>
  </message>
  <message>
   <source>right</source>
   <translation>右侧</translation>
  </message>
  <message>
   <source>series {series}</source>
   <translation>序列 {series}</translation>
  </message>
  <message>
   <source>shift {shift}, range × {stretch}</source>
   <translation>平移 {shift}，范围 × {stretch}</translation>
  </message>
  <message>
   <source>slices</source>
   <translation>层</translation>
  </message>
  <message>
   <source>the subtraction of a mask</source>
   <translation>蒙片减影</translation>
  </message>
  <message>
   <source>three-dimensional image</source>
   <translation>三维图像</translation>
  </message>
  <message>
   <source>through everything</source>
   <translation>贯穿全部</translation>
  </message>
  <message>
   <source>toward {side}</source>
   <translation>朝向{side}</translation>
  </message>
  <message>
   <source>x0, y0, z0, x1, y1, z1; empty: whole image</source>
   <translation>x0, y0, z0, x1, y1, z1；留空：整幅图像</translation>
  </message>
  <message>
   <source>{count} files</source>
   <translation>{count} 个文件</translation>
  </message>
  <message>
   <source>{count} films</source>
   <translation>{count} 张平片</translation>
  </message>
  <message>
   <source>{count} finding was measured before the last edit: measure again</source>
   <translation>{count} 个发现在最后一次编辑前测量：请重新测量</translation>
  </message>
  <message>
   <source>{count} findings</source>
   <translation>{count} 个发现</translation>
  </message>
  <message>
   <source>{count} findings were measured before the last edit: measure again</source>
   <translation>{count} 个发现在最后一次编辑前测量：请重新测量</translation>
  </message>
  <message>
   <source>{count} jobs</source>
   <translation>{count} 个任务</translation>
  </message>
  <message>
   <source>{count} other series now follow, from here on; Ctrl+Shift+L takes that back.</source>
   <translation>另外 {count} 个序列从现在起联动；Ctrl+Shift+L 可取消。</translation>
  </message>
  <message>
   <source>{count} pictures; the band is one SD of the region's pixels.</source>
   <translation>{count} 幅图像；色带为区域像素的一个标准差。</translation>
  </message>
  <message>
   <source>{count} series are shown apart.</source>
   <translation>{count} 个序列已分开显示。</translation>
  </message>
  <message>
   <source>{count} series are shown as phases of one volume.</source>
   <translation>{count} 个序列作为同一容积的时相显示。</translation>
  </message>
  <message>
   <source>{count} series are shown as phases of one volume. View &gt; Part series shows them apart.</source>
   <translation>{count} 个序列作为同一容积的时相显示。“视图 &gt; 拆分序列”可将其分开。</translation>
  </message>
  <message>
   <source>{entropy:.3f} bit</source>
   <translation>{entropy:.3f} bit</translation>
  </message>
  <message>
   <source>{keys}; Ctrl+Z takes it back</source>
   <translation>{keys}；Ctrl+Z 可撤销</translation>
  </message>
  <message>
   <source>{key} belongs to “{names}”, which loses it.</source>
   <translation>{key} 属于“{names}”，该操作将失去此键。</translation>
  </message>
  <message>
   <source>{kind}: move it on a picture that lies as the one it was drawn on.</source>
   <translation>{kind}：请在与绘制时方向一致的图像上移动或修改。</translation>
  </message>
  <message>
   <source>{label} (optional)</source>
   <translation>{label}（可选）</translation>
  </message>
  <message>
   <source>{model} will stand in the report. Ctrl+Z takes it back.</source>
   <translation>{model} 将写入报告。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{moving} was laid on {fixed}: turned by {rotation_deg:.1f}°, moved by {shift_mm:.1f} mm, mutual information {similarity:.2f}. Edges must run on from square to square; discard it where they do not.</source>
   <translation>{moving} 已配准到 {fixed}：旋转 {rotation_deg:.1f}°，平移 {shift_mm:.1f} mm，互信息 {similarity:.2f}。边缘在相邻方格间须连续；否则请放弃。</translation>
  </message>
  <message>
   <source>{name} could not be written.</source>
   <translation>无法写入 {name}。</translation>
  </message>
  <message>
   <source>{name} does not state its modality:</source>
   <translation>{name} 未说明成像设备类型：</translation>
  </message>
  <message>
   <source>{name} now follows {name2}.</source>
   <translation>{name} 现与 {name2} 联动。</translation>
  </message>
  <message>
   <source>{palette} searches every action by a few letters; {help} lists all keys.</source>
   <translation>{palette} 用几个字母搜索所有操作；{help} 列出所有快捷键。</translation>
  </message>
  <message>
   <source>{plane} image</source>
   <translation>{plane} 图像</translation>
  </message>
  <message>
   <source>{plane} tilted {tilt:.0f}°, {middle}</source>
   <translation>{plane} 倾斜 {tilt:.0f}°，{middle}</translation>
  </message>
  <message>
   <source>{plane}, turned</source>
   <translation>{plane}，已旋转</translation>
  </message>
  <message>
   <source>{probability:.2f}, as the plugin gave it; not editable</source>
   <translation>{probability:.2f}，由插件给出；不可编辑</translation>
  </message>
  <message>
   <source>{read} of {files} files read</source>
   <translation>已读取 {read}/{files} 个文件</translation>
  </message>
  <message>
   <source>{read} of {files} files read into 1 study; {count} left out.</source>
   <translation>已读取 {read}/{files} 个文件，共 1 个检查；{count} 个未读入。</translation>
  </message>
  <message>
   <source>{read} of {files} files read into {studies} studies; {count} left out.</source>
   <translation>已读取 {read}/{files} 个文件，共 {studies} 个检查；{count} 个未读入。</translation>
  </message>
  <message>
   <source>{read} of {files} files read, {count} left out</source>
   <translation>已读取 {read}/{files} 个文件，{count} 个未读入</translation>
  </message>
  <message>
   <source>{rows} lines written: {name}</source>
   <translation>已写入 {rows} 行：{name}</translation>
  </message>
  <message>
   <source>{text}. Ctrl+Z takes it back.</source>
   <translation>{text}。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{undo_text}. Ctrl+Z takes it back.</source>
   <translation>{undo_text}。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{value} ({scheme}); double click to change</source>
   <translation>{value}（{scheme}）；双击更改</translation>
  </message>
  <message>
   <source>{vertical} over {horizontal}</source>
   <translation>{vertical} 随 {horizontal} 变化</translation>
  </message>
  <message>
   <source>{waiting} to review</source>
   <translation>{waiting} 项待审阅</translation>
  </message>
  <message>
   <source>“{label}” belongs to another image.</source>
   <translation>“{label}”属于另一图像。</translation>
  </message>
  <message>
   <source>“{label}” is hidden; show it first.</source>
   <translation>“{label}”已隐藏；请先显示。</translation>
  </message>
  <message>
   <source>“{label}” is locked.</source>
   <translation>“{label}”已锁定。</translation>
  </message>
  <message>
   <source>■ Geometry: refused</source>
   <translation>■ 几何：拒绝</translation>
  </message>
  <message>
   <source>▲ Geometry: caution</source>
   <translation>▲ 几何：注意</translation>
  </message>
  <message>
   <source>● Geometry ok</source>
   <translation>● 几何正常</translation>
  </message>
  <message>
   <source>★ Key image</source>
   <translation>★ 关键图像</translation>
  </message>
  <message>
   <source>⚠ Fallback: {fallback}</source>
   <translation>⚠ 降级运行：{fallback}</translation>
  </message>
  <message>
   <source>简体中文</source>
   <translation>简体中文</translation>
  </message>
 </context>
</TS>
